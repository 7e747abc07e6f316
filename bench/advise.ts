/**
 * How the time of `advise` grows with a codebase: the same made-up shop with 500, 5,000 and 50,000 commits.
 * node --import tsx bench/advise.ts [folder of a repository …]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectGit, type GitFacts } from '../src/decision/evidence/git/index.ts';
import type { ModuleMap } from '../src/decision/evidence/model.ts';

const sizes = [500, 5_000, 50_000];
const moduleNames = Array.from({ length: 20 }, (_, at) => `module-${at}`);
const filesPerModule = 250;
const now = new Date('2026-06-30T12:00:00Z');
const year = 365 * 86_400;

const map: ModuleMap = {
  modules: moduleNames.map((name) => ({ name, paths: [`modules/${name}`], from: 'folder' })),
  moduleOf: (path) => /^modules\/(module-\d+)\//.exec(path)?.[1],
};

/** The same numbers in every run, 0 to 1. */
function* numbers(): Generator<number, never> {
  let state = 1;
  for (;;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** A year of so many commits by 40 people, each over one to six files of one or two of 20 modules. */
async function makeRepository(commits: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'scaffold-bench-'));
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  const importer = spawn('git', ['fast-import', '--quiet'], {
    cwd: folder,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const random = numbers();
  const pick = (below: number): number => Math.floor(random.next().value * below);
  const start = now.getTime() / 1000 - year;
  for (let at = 0; at < commits; at += 1) {
    const time = Math.floor(start + (at / commits) * year);
    const person = `Person ${pick(40)}`;
    const who = `${person} <${person.replace(' ', '')}@shop.test> ${time} +0000`;
    const modules = [pick(20), ...(pick(4) === 0 ? [pick(20)] : [])];
    const changes = Array.from({ length: 1 + pick(6) }, () => {
      const path = `modules/module-${modules[pick(modules.length)]}/file-${pick(filesPerModule)}.ts`;
      const text = `export const value = ${at};\n${'// line\n'.repeat(pick(60))}`;
      return `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
    });
    const message = `Change ${at}`;
    const text = `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}\n${changes.join('')}\n`;
    if (!importer.stdin.write(text)) await once(importer.stdin, 'drain');
  }
  importer.stdin.end();
  await once(importer, 'close');
  execFileSync('git', ['reset', '-q', '--hard', 'main'], { cwd: folder });
  return folder;
}

/** Collects once and prints time and the most memory that this process had. */
async function measure(name: string, root: string, date: Date, modules: ModuleMap): Promise<GitFacts> {
  const begun = performance.now();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const facts = await collectGit({ root, map: modules, now: date, env: process.env });
  clearInterval(watch);
  most = Math.max(most, process.memoryUsage().rss);
  const seconds = ((performance.now() - begun) / 1000).toFixed(2);
  const commits = (facts.window?.commits ?? 0).toLocaleString('en').padStart(7);
  console.log(
    `${name.padEnd(24)} ${commits} commits in the window   ${seconds.padStart(6)} s   ${Math.round(most / 1e6)} MB`,
  );
  return facts;
}

for (const size of sizes) {
  const folder = await makeRepository(size);
  await measure(`${size.toLocaleString('en')} commits`, folder, now, map);
  rmSync(folder, { recursive: true, force: true });
}

/** Of a repository that is given, every folder two levels down is a module. */
const folders: ModuleMap = { modules: [], moduleOf: (path) => /^[^/]+\/[^/]+(?=\/)/.exec(path)?.[0] };
for (const folder of process.argv.slice(2))
  await measure(folder.split('/').at(-1) ?? folder, folder, new Date(), folders);
