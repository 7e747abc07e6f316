/**
 * What `inspect` takes next to a full type check of the same codebase, each in a process of its own and with nothing read
 * before: by the compiler that the codebase has installed, and by the TypeScript that scaffold is built with.
 * npm run bench:inspect -- <folder of a checkout> <target …> [--project tsconfig.json]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string' } },
});
const [folder = '.', ...targets] = positionals;
const root = resolve(folder);
const scaffold = resolve(import.meta.dirname, '../bin/scaffold.js');
const ours = createRequire(import.meta.url).resolve('typescript/bin/tsc');

if (targets.length === 0) {
  process.stderr.write('Name a target: npm run bench:inspect -- <folder of a checkout> src/users.ts#Users\n');
  process.exitCode = 2;
} else {
  const reports = targets.map((target) => ({ target, ...inspect(target) }));
  const project = values.project ?? reports.find(({ tsconfig }) => tsconfig !== undefined)?.tsconfig;
  for (const { target, milliseconds, loaded } of reports)
    say(
      target,
      milliseconds,
      loaded === undefined ? 'no report' : `${loaded.files} of ${loaded.sources} files read`,
    );
  const own = compilerOf(root);
  for (const compiler of [...(own === undefined ? [] : [own]), ours]) {
    const version = versionOf(compiler);
    // Our compiler would stop at options that an older one takes.
    const deprecated = compiler === ours ? ['--ignoreDeprecations', '6.0'] : [];
    const milliseconds = run([compiler, '--noEmit', '-p', project ?? '.', ...deprecated], '/dev/null');
    say(`tsc ${version} --noEmit -p ${project ?? '.'}`, milliseconds, 'the whole codebase');
    for (const each of reports)
      say(`  ${each.target}`, undefined, `${percent(each.milliseconds, milliseconds)} of it`);
  }
}

function inspect(target: string) {
  const scratch = mkdtempSync(join(tmpdir(), 'scaffold-bench-'));
  const output = join(scratch, 'report.json');
  const milliseconds = run([scaffold, 'inspect', target, '--json'], output);
  const report = JSON.parse(readFileSync(output, 'utf8') || '{}') as Report;
  rmSync(scratch, { recursive: true });
  const { loaded, codebase } = report;
  return { milliseconds, loaded, tsconfig: codebase?.tsconfig };
}

interface Report {
  readonly loaded?: { readonly files: number; readonly sources: number };
  readonly codebase?: { readonly tsconfig?: string };
}

/** Milliseconds on the processor: a machine that is busy otherwise counts for less than it would by the clock. */
function run(command: readonly string[], output: string): number {
  const script = `"$0" "$@" >"${output}" 2>/dev/null; times`;
  const { stdout } = spawnSync('sh', ['-c', script, process.execPath, ...command], {
    cwd: root,
    encoding: 'utf8',
  });
  const [user = 0, system = 0] = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return (user + system) * 1000;
}

/** The script behind `tsc`, where the codebase has one installed. */
function compilerOf(folder_: string): string | undefined {
  try {
    const manifest = createRequire(join(folder_, 'package.json')).resolve('typescript/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin?: Record<string, string> };
    return bin?.['tsc'] === undefined ? undefined : join(dirname(manifest), bin['tsc']);
  } catch {
    return undefined;
  }
}

function versionOf(compiler: string): string {
  const { stdout } = spawnSync(process.execPath, [compiler, '--version'], { encoding: 'utf8' });
  return stdout.replace('Version ', '').trim();
}

function say(what: string, milliseconds: number | undefined, more: string): void {
  const time = milliseconds === undefined ? '' : `${(milliseconds / 1000).toFixed(1)} s`;
  process.stdout.write(`${time.padStart(8)}  ${what}  (${more})\n`);
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`;
}
