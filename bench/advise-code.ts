/**
 * How the time of reading the code grows: made-up shops of 1,000, 2,500 and 5,000 files, next to dependency-cruiser on the
 * same tree.
 * node --import tsx bench/advise-code.ts [folder of a codebase …]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectCode, readCode } from '../src/decision/evidence/code/index.ts';
import { listFiles, readSmall } from '../src/decision/evidence/files.ts';
import { mapCodebase } from '../src/decision/evidence/modules/index.ts';

const sizes = [1000, 2500, 5000];
const modules = 20;

/** Every file has a class with two methods, and imports the file before it and one of the module before: no circles. */
function makeTree(files: number): string {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-bench-'));
  writeFileSync(join(root, 'package.json'), '{ "name": "bench", "type": "module" }');
  const perModule = files / modules;
  for (let at = 0; at < files; at += 1) {
    const [own, index] = [Math.floor(at / perModule), at % perModule];
    const folder = join(root, `src/modules/module-${own}`);
    if (index === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${index}.ts`), textOf(own, index));
  }
  return root;
}

function textOf(own: number, index: number): string {
  const next = index === 0 ? 0 : index - 1;
  const other = `../module-${own === 0 ? 0 : own - 1}/file-${index}.ts`;
  const filler = '    const rows = [1, 2, 3].map((row) => ({ row, total: row * 2 }));\n'.repeat(20);
  return `import { Service${next} } from './file-${next}.ts';
import { Service${index} as Other } from '${other}';
export class Service${index} {
  constructor(private readonly next: Service${next}, private readonly other: Other) {}
  async run(): Promise<void> {
${filler}    await this.next.run();
    await this.other.stop();
  }
  async stop(): Promise<void> {
${filler}  }
}
`;
}

async function measure(name: string, root: string): Promise<void> {
  const begun = process.cpuUsage();
  const { files, skipped, source } = listFiles(root);
  const mapped = mapCodebase(root, files, []);
  if (!mapped.ok) throw new Error('the tree has no modules');
  const { syntax, skipped: notRead } = await readCode(root, mapped.value.sources, () => {});
  const facts = collectCode({
    mapped: mapped.value,
    files,
    listedBy: source,
    syntax,
    skipped: [...skipped, ...notRead],
    read: (path) => readSmall(root, path),
  });
  const { user, system } = process.cpuUsage(begun);
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${name.padEnd(28)} ${facts.parsed} files, ${facts.edges.length} edges   ${((user + system) / 1e6).toFixed(1)} s of processor   ${memory} MB`,
  );
}

/** The same tree, by the tool that checks the layers of this repository. */
function cruise(root: string): void {
  const script = `
    const { cruise } = await import(${JSON.stringify(import.meta.resolve('dependency-cruiser'))});
    const result = await cruise(['src'], { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } });
    const { user, system } = process.cpuUsage();
    console.log(result.output.modules.length + ' files   ' + ((user + system) / 1e6).toFixed(1) + ' s of processor   ' + Math.round(process.memoryUsage().rss / 1e6) + ' MB');`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(`${'  dependency-cruiser'.padEnd(28)} ${said.trim()}`);
}

for (const size of sizes) {
  const root = makeTree(size);
  await measure(`${size.toLocaleString('en')} files`, root);
  cruise(root);
  rmSync(root, { recursive: true, force: true });
}
for (const root of process.argv.slice(2)) await measure(root.split('/').at(-1) ?? root, root);
