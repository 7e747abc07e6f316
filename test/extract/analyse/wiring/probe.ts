/**
 * A small codebase in memory, wired with a real container: the packages are those of this repository, so the texts
 * compile against their real types and run on the real libraries.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import {
  diagnosticsOf,
  openProgram,
  type CompilerError,
  type LocatedPort,
  type Program,
} from '../../../../src/analysis/index.ts';
import { editText } from '../../../../src/changes/index.ts';
import type { Composition, Wiring, WiringStyle } from '../../../../src/extract/analyse/wiring/model.ts';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

export type Texts = Readonly<Record<string, string>>;

export interface Wired {
  readonly wiring: Wiring | undefined;
  readonly program: Program;
  /** The texts after the edits. */
  readonly after: Texts;
}

export const codesIn = ({ wiring }: Wired): string[] => [
  ...new Set((wiring?.findings ?? []).map(({ code }) => code)),
];

export interface ProbeRequest {
  readonly style: WiringStyle;
  readonly files: Texts;
  /** `src/payments.service.ts#PaymentsService` */
  readonly target: string;
}

const compilerOptions = {
  target: 'es2022',
  module: 'node20',
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noUnusedLocals: true,
  types: ['node'],
};

/** A binder as the emitter writes it, without a wire: `remote` answers from an object of the test. */
function bindText(name: string, from: string): string {
  return `import type { ${name} } from '${from}';
export const remote = { calls: [] as string[] };
const client = (): ${name} =>
  new Proxy({}, {
    get: (_, key) => key === 'then' || typeof key === 'symbol' || /^(?:on|before)[A-Z]/.test(key) ? undefined
      : (...args: unknown[]) => Promise.resolve('remote ' + key + ' ' + args.join()),
  }) as ${name};
export function bind${name}(local: () => ${name}, env: NodeJS.ProcessEnv = process.env): ${name} {
  return env['MODE'] === 'remote' ? client() : local();
}
export async function bind${name}Async(local: () => Promise<${name}>, env: NodeJS.ProcessEnv = process.env): Promise<${name}> {
  return env['MODE'] === 'remote' ? client() : local();
}
`;
}

const settings: Texts = {
  'package.json': '{ "type": "commonjs" }',
  'tsconfig.json': JSON.stringify({ compilerOptions }),
};

const root = join(repository, 'in-memory');
const bindFile = 'src/remote/bind.ts';

export function wire({ style, files, target }: ProbeRequest): Wired {
  const [entryFile = '', name = ''] = target.split('#');
  const texts: Texts = { ...files, [bindFile]: bindText(name, specifier(bindFile, entryFile)) };
  const program = open(texts);
  const port = portAt(program, entryFile, name);
  const binder = { name: `bind${name}`, file: bindFile };
  const wiring = style.find({ program, port, binder, specifier });
  const after: Record<string, string> = { ...texts };
  for (const [file, edits] of wiring?.edits ?? []) after[file] = editText(texts[file] ?? '', edits);
  return { wiring, program, after };
}

export const specifier = (from: string, to: string): string => {
  const path = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
};

export function open(texts: Texts): Program {
  const files = new Map(Object.entries({ ...settings, ...texts }));
  const entries = [...files.keys()].filter((path) => path.endsWith('.ts'));
  last = openProgram({
    root,
    files,
    entries,
    purpose: 'verify',
    ...(last === undefined ? {} : { before: last }),
  });
  return last;
}

/** What was parsed before is not parsed again: most of a program are the types of packages. */
let last: Program | undefined;

export function errorsIn(texts: Texts): CompilerError[] {
  return diagnosticsOf(open(texts), Object.keys(texts));
}

function portAt(program: Program, entryFile: string, name: string): LocatedPort {
  const source = program.file(entryFile);
  const node = source?.statements.find(
    (each) => (ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each)) && each.name?.text === name,
  );
  if (source === undefined || node === undefined) throw new Error(`No ${name} in ${entryFile}`);
  return {
    kind: ts.isClassDeclaration(node) ? 'class' : 'interface',
    slug: name.toLowerCase(),
    name,
    exportName: name,
    specifier: `file:${entryFile}`,
    entryFile,
    place: { file: entryFile, line: 1, column: 1 },
    implementations: [],
  };
}

/** The text of `compose.ts`, which prints what a method of the port answers. */
export function composeText(composition: Composition, call: string): string {
  const path = (module: string): string =>
    module.startsWith('file:') ? specifier('src/compose.ts', module.slice('file:'.length)) : module;
  const imports = composition.imports.map(({ module, imported, name, typeOnly }) => {
    const type = typeOnly ? 'type ' : '';
    if (name === '') return `import '${path(module)}';`;
    if (imported === '*') return `import ${type}* as ${name} from '${path(module)}';`;
    if (imported === 'default') return `import ${type}${name} from '${path(module)}';`;
    return `import ${type}{ ${imported === name ? name : `${imported} as ${name}`} } from '${path(module)}';`;
  });
  const body = [...composition.statements, `const port = ${composition.expression};`];
  return `import 'reflect-metadata';
${imports.join('\n')}
export async function main(): Promise<void> {
  ${body.join('\n  ')}
  console.log(await port.${call});
  ${composition.close ?? ''}
}
void main();
`;
}

/** Compiles texts as a user's build would, and runs one of the files. Answers what it printed. */
export async function run(texts: Texts, entry: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wired-'));
  try {
    await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
    for (const [path, text] of Object.entries(texts)) await emit(join(folder, path), text);
    return await output(join(folder, entry).replace(/\.ts$/, '.js'), env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function emit(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (!path.endsWith('.ts')) return writeFile(path, text);
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(text, { compilerOptions: options, fileName: path });
  await writeFile(path.replace(/\.ts$/, '.js'), outputText);
}

function output(file: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env: { ...process.env, ...env } });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(text.trim()) : reject(new Error(text))));
  });
}
