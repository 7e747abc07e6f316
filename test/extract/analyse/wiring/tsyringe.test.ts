import { describe, expect, it } from 'vitest';
import { tsyringeStyle } from '../../../../src/extract/analyse/wiring/tsyringe/index.ts';
import { codesIn, composeText, errorsIn, run, wire, type Texts, type Wired } from './probe.ts';

const target = 'src/payments.ts#Payments';
const find = (files: Texts, of = target): Wired => wire({ style: tsyringeStyle, files, target: of });

const payments = (
  decorator: string,
): string => `import { inject, injectable, scoped, singleton, Lifecycle } from 'tsyringe';
import type { Port } from './port';
void [injectable, scoped, singleton, Lifecycle];

@singleton()
export class Gateway {
  take = (what: string) => 'took ' + what;
}

${decorator}
export class Payments implements Port {
  constructor(private readonly gateway: Gateway, @inject('currency') private readonly currency: string) {
    console.log('payments made');
  }
  async charge(order: string): Promise<string> {
    return this.gateway.take(order + ' ' + this.currency);
  }
}
`;

const container = (
  registrations: string,
  imports = 'container',
): string => `import { ${imports} } from 'tsyringe';
import { PORT, type Port } from './port';
import { Gateway, Payments } from './payments';
void [PORT, Gateway, Payments];
export type Ports = Port;

export function registerAll(): void {
  container.register('currency', { useValue: 'EUR' });
  ${registrations}
}
`;

const application = (registrations: string, decorator = '@injectable()', imports = 'container'): Texts => ({
  'src/port.ts': `export interface Port {
  charge(order: string): Promise<string>;
}
export const PORT = Symbol('port');
`,
  'src/payments.ts': payments(decorator),
  'src/container.ts': container(registrations, imports),
  'src/main.ts': `import 'reflect-metadata';
import { container, inject, injectable } from 'tsyringe';
import { registerAll } from './container';
import { Payments } from './payments';

@injectable()
class Orders {
  constructor(@inject(Payments) private readonly payments: Payments) {}
  place = (id: string) => this.payments.charge(id);
}

async function main() {
  registerAll();
  console.log(await container.resolve(Orders).place('o1'));
  console.log(container.resolve(Payments) === container.resolve(Payments));
}
void main();
`,
});

const construct = 'c.createChildContainer().register(Payments, { useClass: Payments }).resolve(Payments)';

/** Registrations, and what each becomes. */
const forms: readonly (readonly [
  name: string,
  text: string,
  becomes: string,
  decorator?: string,
  imports?: string,
])[] = [
  [
    'useClass for its own class',
    'container.register(Payments, { useClass: Payments });',
    `container.register(Payments, { useFactory: (c) => bindPayments(() => ${construct}) });`,
  ],
  [
    'useClass as a singleton',
    'container.register(Payments, { useClass: Payments }, { lifecycle: Lifecycle.Singleton });',
    `container.register(Payments, { useFactory: instanceCachingFactory((c) => bindPayments(() => ${construct})) });`,
    '@injectable()',
    'container, Lifecycle',
  ],
  [
    'the class itself',
    'container.register<Payments>(Payments, Payments);',
    'container.register<Payments>(Payments, { useFactory: (c) =>',
  ],
  [
    'registerSingleton of a class',
    'container.registerSingleton(Payments);',
    `container.register(Payments, { useFactory: instanceCachingFactory((c) => bindPayments(() => ${construct})) });`,
  ],
  [
    'a factory',
    "container.register(Payments, { useFactory: (c) => new Payments(c.resolve(Gateway), 'USD') });",
    "{ useFactory: (c) => bindPayments(() => new Payments(c.resolve(Gateway), 'USD')) }",
  ],
  [
    'a factory that keeps its instance',
    "container.register(Payments, { useFactory: instanceCachingFactory((c) => new Payments(c.resolve(Gateway), 'USD')) });",
    "instanceCachingFactory((c) => bindPayments(() => new Payments(c.resolve(Gateway), 'USD')))",
    '@injectable()',
    'container, instanceCachingFactory',
  ],
  [
    'registerInstance',
    "container.registerInstance(Payments, new Payments(new Gateway(), 'USD'));",
    "container.register(Payments, { useFactory: instanceCachingFactory(() => bindPayments(() => new Payments(new Gateway(), 'USD'))) });",
  ],
  [
    'no registration at all',
    '',
    `container.register(Payments, {\n    useFactory: (c) =>\n      bindPayments(() => ${construct}),\n  });`,
  ],
  [
    'a decorator that makes it a singleton',
    '',
    `container.register(Payments, {\n    useFactory: instanceCachingFactory((c) =>\n      bindPayments(() => ${construct})),\n  });`,
    '@singleton()',
  ],
  [
    'a list of tokens with providers',
    "const list = [\n    { token: 'limit', provider: { useValue: 3 } },\n  ];\n  for (const { token, provider } of list) container.register<unknown>(token as string, provider as { useValue: unknown });",
    "{ token: 'limit', provider: { useValue: 3 } },",
  ],
];

describe('a registration in tsyringe', () => {
  it.each(forms)('is bound: %s', (_, text = '', becomes = '', decorator, imports) => {
    const { after } = find(application(text, decorator, imports));
    expect(after['src/container.ts']).toContain(becomes);
  });

  it.each(forms)(
    'compiles, and is found bound the second time: %s',
    (_, text = '', __, decorator, imports) => {
      const { after } = find(application(text, decorator, imports));
      expect(errorsIn(after).filter(({ message }) => !/never (?:used|read)/.test(message))).toEqual([]);
      expect([...(find(after).wiring?.edits ?? [])]).toEqual([]);
    },
  );

  it.each([
    ['a string', "'port'", 'resolve<Port>("port")'],
    ['a symbol', 'PORT', 'resolve<Port>(PORT)'],
  ])('under %s binds that token', (_, token, asks) => {
    const files = application(`container.register<Port>(${token}, { useClass: Payments });`);
    const { wiring, after } = find(files, 'src/port.ts#Port');
    expect(after['src/container.ts']).toContain(
      `container.register<Port>(${token}, { useFactory: (c) => bindPort(() => c.resolve(Payments)) });`,
    );
    expect(wiring?.composition?.expression).toContain(asks);
    expect(wiring?.findings.map(({ code }) => code)).toContain('container-other-registration');
  });

  it('that stands for the bound class stays', () => {
    const files = application(
      "container.registerSingleton(Payments);\n  container.register('p', { useToken: Payments });",
    );
    const { after, wiring } = find(files);
    expect(after['src/container.ts']).toContain("container.register('p', { useToken: Payments });");
    expect(wiring?.sites).toHaveLength(1);
  });

  it('under another interface is left alone', () => {
    const both = `container.register<Port>(PORT, { useClass: Payments });
  container.registerSingleton<Disposable>('disposable', Payments as never);`;
    const { after, wiring } = find(application(both), 'src/port.ts#Port');
    expect(wiring?.sites).toHaveLength(1);
    expect(after['src/container.ts']).toContain(
      "registerSingleton<Disposable>('disposable', Payments as never);",
    );
  });

  it('is said to have one instance where it had many', () => {
    expect(codesIn(find(application('container.register(Payments, { useClass: Payments });')))).toEqual([
      'container-instances',
    ]);
    expect(codesIn(find(application('container.registerSingleton(Payments);')))).toEqual([]);
  });

  it('has no place to be added where nothing is registered', () => {
    const { 'src/container.ts': _, 'src/main.ts': __, ...files } = application('');
    expect(codesIn(find(files))).toEqual(['container-no-registration-place']);
  });

  it('in a file that starts a server is an error', () => {
    const files = application('container.registerSingleton(Payments);');
    const text = `import { createServer } from 'node:http';\n${files['src/container.ts']}\ncreateServer().listen(3000);\n`;
    expect(codesIn(find({ ...files, 'src/container.ts': text }))).toEqual(['container-starts-server']);
  });

  it('of a class without decorators and registrations is none of tsyringe', () => {
    expect(find(application('', '')).wiring).toBeUndefined();
  });
});

describe('a tsyringe application', () => {
  it.each([
    [
      'singleton',
      'container.registerSingleton(Payments);',
      '@injectable()',
      ['payments made', 'took o1 EUR', 'true'],
    ],
    ['decorated', '', '@singleton()', ['payments made', 'took o1 EUR', 'true']],
    [
      'transient',
      '',
      '@injectable()',
      ['payments made', 'took o1 EUR', 'payments made', 'payments made', 'false'],
    ],
  ])('runs as it did, and without the implementation in remote: %s', async (_, text, decorator, printed) => {
    const files = application(text, decorator);
    const { after, wiring } = find(files);
    expect((await run(files, 'src/main.ts')).split('\n')).toEqual(printed);
    expect((await run(after, 'src/main.ts')).split('\n')).toEqual(printed);
    expect(await run(after, 'src/main.ts', { MODE: 'remote' })).not.toContain('made');
    if (wiring?.composition === undefined) throw new Error('no composition');
    const composed = { ...after, 'src/compose.ts': composeText(wiring.composition, "charge('o2')") };
    expect(errorsIn(composed).filter(({ file }) => file === 'src/compose.ts')).toEqual([]);
    expect((await run(composed, 'src/compose.ts')).split('\n')).toEqual(['payments made', 'took o2 EUR']);
  });
});
