/** A workspace on disk with emitted folders in it, to be checked with the tools that its user has. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const template = join(repository, 'src/templates/project');
const kindsModule = fileURLToPath(new URL('fixtures/kinds/index.ts', import.meta.url));

const foreignModule = fileURLToPath(new URL('fixtures/foreign/index.ts', import.meta.url));

export interface EmittedWorkspace {
  readonly root: string;
  write(folder: string, texts: ReadonlyMap<string, string>): Promise<void>;
  /** Runs a tool of the repository; answers its output when it failed. */
  run(tool: string, ...args: string[]): Promise<string | undefined>;
  remove(): Promise<void>;
}

export async function openWorkspace(): Promise<EmittedWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'emitted-'));
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  const write = async (folder: string, texts: ReadonlyMap<string, string>): Promise<void> => {
    for (const [path, text] of texts) {
      await mkdir(dirname(join(root, folder, path)), { recursive: true });
      await writeFile(join(root, folder, path), text);
    }
  };
  await write('', settings);
  return {
    root,
    write,
    run: async (tool, ...args) => {
      const bin = join(repository, 'node_modules/.bin', tool);
      const { failed, all } = await execa(bin, args, { cwd: root, all: true, reject: false });
      return failed ? all : undefined;
    },
    remove: () => rm(root, { recursive: true }),
  };
}

const compilerOptions = {
  noEmit: true,
  customConditions: ['source'],
  rootDir: '/',
  paths: {
    '@shop/platform/*': [`${template}/platform/src/*/index.ts`],
    '@shop/kinds': [kindsModule],
    '@probe/kinds': [kindsModule],
    '@probe/foreign': [foreignModule],
    '@shop/*/host': [`${template}/modules/*/src/host.ts`],
    '@shop/kinds-client/service': ['./clients/kinds/src/service.ts'],
    '@shop/payments-client/service': ['./clients/payments/src/service.ts'],
    '@shop/*': [`${template}/modules/*/src/index.ts`],
  },
};

const settings = new Map<string, string>([
  ['package.json', '{ "type": "module" }\n'],
  [
    'tsconfig.json',
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: { ...compilerOptions, composite: false, declaration: false },
      include: ['clients', 'apps'],
    }),
  ],
  ['tsconfig.base.json', JSON.stringify({ extends: `${template}/tsconfig.base.json` })],
  ...['platform', 'modules/kinds', 'modules/payments', 'modules/foreign'].map(
    (folder) => [`${folder}/tsconfig.json`, '{ "files": [] }'] as const,
  ),
  [
    'modules/payments/test/behaviour.ts',
    `export declare function paymentsBehaviour(title: string, fixture: () => Promise<unknown>): void;\n`,
  ],
  [
    'modules/payments/test/fixture.ts',
    `import type { Payments } from '@shop/payments';\nexport declare function paymentsFixture(): Promise<{ port: Payments; close(): Promise<void> }>;\n`,
  ],
  [
    'vitest.config.ts',
    `export default {
  root: import.meta.dirname ?? '.',
  resolve: { alias: [
    { find: '@shop/platform/rpc/codec', replacement: '${template}/platform/src/rpc/codec/index.ts' },
    { find: /^@shop\\/platform\\/(.*)$/, replacement: '${template}/platform/src/$1/index.ts' },
    { find: '@probe/foreign', replacement: '${foreignModule}' },
    { find: /^@(?:shop|probe)\\/kinds$/, replacement: '${kindsModule}' },
    { find: /^@shop\\/([^/]+)$/, replacement: '${template}/modules/$1/src/index.ts' },
  ] },
  test: { include: ['clients/*/test/{codecs,wire}.test.ts'] },
};
`,
  ],
]);
