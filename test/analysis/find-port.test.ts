import { describe, expect, it } from 'vitest';
import { findPort, openProgram, type LocatedPort, type Program } from '../../src/analysis/index.ts';
import type { Outcome } from '../../src/diagnostics/index.ts';

const platform = {
  'platform/package.json': JSON.stringify({
    name: '@shop/platform',
    exports: { './*': { source: './src/*/index.ts' } },
  }),
  'platform/src/module/index.ts':
    'export interface HostedModule<Port> { readonly port: Port; readonly routes?: unknown }',
};
const hosted = "import type { HostedModule } from '@shop/platform/module';\n";
const port = 'export interface Payments { charge(id: string): Promise<void> }';
const service = 'class Service implements Payments { async charge() {} }\n';
const imports = `${hosted}import type { Payments } from './index.ts';\n`;

type Files = Readonly<Record<string, string>>;

const inModule = (name: string, files: Files): [string, string][] => [
  [
    `modules/${name}/package.json`,
    JSON.stringify({
      name: `@shop/${name}`,
      exports: { '.': { source: './src/index.ts' }, './host': { source: './src/host.ts' } },
    }),
  ],
  ...Object.entries(files).map(([path, text]): [string, string] => [`modules/${name}/src/${path}`, text]),
];

/** One program for all modules: the compiler's own library is what takes the time. */
function openModules(modules: Readonly<Record<string, Files>>): Program {
  const texts = new Map([
    ...Object.entries(platform),
    ...Object.entries(modules).flatMap(([name, files]) => inModule(name, files)),
  ]);
  return openProgram({
    root: '/shapes',
    files: texts,
    entries: [...texts.keys()].filter((path) => path.endsWith('.ts')),
  });
}

const codes = (outcome: Outcome<LocatedPort>): string[] => outcome.findings.map(({ code }) => code);

const shapes: readonly (readonly [name: string, files: Files])[] = [
  [
    'a function',
    {
      'index.ts': port,
      'host.ts': `${imports}${service}export function createPayments(): HostedModule<Payments> { return { port: new Service() } }`,
    },
  ],
  [
    'an arrow function of another name',
    {
      'index.ts': port,
      'host.ts': `${imports}${service}export const start = (): HostedModule<Payments> => ({ port: new Service() });`,
    },
  ],
  [
    'an inferred result',
    {
      'index.ts': port,
      'host.ts': `${imports}${service}export function createPayments() { const port = new Service(); return { port }; }`,
    },
  ],
  [
    'a port that is re-exported',
    {
      'port.ts': port,
      'index.ts': "export type { Payments } from './port.ts';",
      'host.ts': `${imports}${service}export function createPayments(): HostedModule<Payments> { return { port: new Service() } }`,
    },
  ],
  [
    'an object literal',
    {
      'index.ts': port,
      'host.ts': `${imports}export function createPayments(): HostedModule<Payments> { const port: Payments = { async charge() {} }; return { port } }`,
    },
  ],
  [
    'a factory behind a factory',
    {
      'index.ts': port,
      'host.ts': `${imports}${service}const make = () => new Service();\nexport function createPayments(): HostedModule<Payments> { return { port: make() } }`,
    },
  ],
  [
    'an abstract class',
    {
      'index.ts': 'export abstract class Payments { abstract charge(id: string): Promise<void> }',
      'host.ts': `${hosted}import { Payments } from './index.ts';\nclass Service extends Payments { async charge() {} }\nexport function createPayments(): HostedModule<Payments> { return { port: new Service() } }`,
    },
  ],
  [
    'a type alias',
    {
      'index.ts': 'export type Payments = { charge(id: string): Promise<void> }',
      'host.ts': `${imports}${service}export function createPayments(): HostedModule<Payments> { return { port: new Service() } }`,
    },
  ],
  [
    'a generic base',
    {
      'index.ts':
        'interface Base<T> { charge(id: T): Promise<void> }\nexport interface Payments extends Base<string> {}',
      'host.ts': `${imports}${service}export function createPayments(): HostedModule<Payments> { return { port: new Service() } }`,
    },
  ],
  [
    'an alias of an instantiation',
    {
      'index.ts': 'interface Base<T> { charge(id: T): Promise<void> }\nexport type Payments = Base<string>;',
      'host.ts': `${imports}${service}export function createPayments(): HostedModule<Payments> { return { port: new Service() } }`,
    },
  ],
];

const named: Files = {
  'index.ts': port,
  'host.ts': `${imports}${service}export async function boot(): Promise<HostedModule<Payments>> { return { port: new Service() } }
    export function paymentsRoutes(payments: Payments): unknown { return payments; }`,
};

const two: Files = {
  'index.ts': port,
  'host.ts': `${imports}${service}export function createTwo(): HostedModule<Payments> { return { port: new Service() } }
    export function createFake(): HostedModule<Payments> { return { port: new Service() } }`,
};

const faults: readonly (readonly [name: string, files: Files, codes: readonly string[]])[] = [
  ['nothing there', {}, ['module-entry-missing', 'module-host-missing']],
  ['no factory', { 'index.ts': port, 'host.ts': 'export const a = 1;' }, ['factory-missing']],
  [
    'two factories',
    {
      'index.ts': port,
      'host.ts': `${imports}export function a(): HostedModule<Payments> { throw 1 }\nexport function b(): HostedModule<Payments> { throw 1 }`,
    },
    ['factory-ambiguous'],
  ],
  [
    'a port that is not exported',
    {
      'index.ts': 'export const a = 1;',
      'host.ts': `${hosted}interface Own { charge(): Promise<void> }\nexport function createPayments(): HostedModule<Own> { throw 1 }`,
    },
    ['port-not-exported'],
  ],
  [
    'a generic port',
    {
      'index.ts': 'export interface Payments<T> { charge(id: T): Promise<void> }',
      'host.ts': `${imports}export function createPayments(): HostedModule<Payments<string>> { throw 1 }`,
    },
    ['port-generic'],
  ],
];

const program = openModules({
  ...Object.fromEntries(shapes.map(([, files], index) => [`shape-${index}`, files])),
  ...Object.fromEntries(faults.map(([, files], index) => [`fault-${index}`, files])),
  payments: named,
  two,
});

describe('shapes of a module', () => {
  it.each(shapes.map(([name], index) => [name, index] as const))('%s', (_, index) => {
    const found = findPort(program, { module: `modules/shape-${index}` });
    expect(codes(found)).toEqual([]);
    expect(
      found.ok && { name: found.value.name, implementations: found.value.implementations.length },
    ).toEqual({
      name: 'Payments',
      implementations: 1,
    });
  });

  it('says under which name and where things are imported from', () => {
    const found = findPort(program, { module: 'modules/payments' });
    expect(found).toMatchObject({
      ok: true,
      value: {
        slug: 'payments',
        specifier: '@shop/payments',
        factory: { exportName: 'boot', specifier: '@shop/payments/host', async: true },
        routes: { exportName: 'paymentsRoutes' },
        implementations: [{ name: 'Service', file: 'modules/payments/src/host.ts' }],
      },
    });
  });

  it('takes the factory that is named, else the one of the usual name', () => {
    expect(findPort(program, { module: 'modules/two' })).toMatchObject({
      value: { factory: { exportName: 'createTwo' } },
    });
    const fake = findPort(program, { module: 'modules/two', factory: 'createFake' });
    expect(fake).toMatchObject({ value: { factory: { exportName: 'createFake' } } });
  });
});

describe('what is in the way', () => {
  it.each(faults.map(([name, , expected], index) => [name, index, expected] as const))(
    '%s',
    (_, index, expected) => {
      expect(codes(findPort(program, { module: `modules/fault-${index}` }))).toEqual(expected);
    },
  );
});
