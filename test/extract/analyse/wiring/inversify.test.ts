import { describe, expect, it } from 'vitest';
import { inversifyStyle } from '../../../../src/extract/analyse/wiring/inversify/index.ts';
import { codesIn, composeText, errorsIn, run, wire, type Texts, type Wired } from './probe.ts';

const versions = ['inversify6', 'inversify7', 'inversify'] as const;
const find = (files: Texts, of = 'src/payments.ts#Payments'): Wired =>
  wire({ style: inversifyStyle, files, target: of });

/** An application whose container is filled as given. */
const application = (binding: string, version: string = 'inversify', container?: string): Texts => ({
  'src/port.ts': `export interface Port {
  charge(order: string): Promise<string>;
}
export const TYPES = { Port: Symbol.for('Port') };
`,
  'src/payments.ts': `import { inject, injectable } from '${version}';
import type { Port } from './port';

@injectable()
export class Gateway {
  take = (what: string) => 'took ' + what;
}

@injectable()
export class Payments implements Port {
  constructor(
    @inject(Gateway) private readonly gateway: Gateway,
    @inject('currency') private readonly currency: string,
  ) {
    console.log('payments made');
  }
  async charge(order: string): Promise<string> {
    return this.gateway.take(order + ' ' + this.currency);
  }
}
`,
  'src/container.ts':
    container ??
    `import { Container } from '${version}';
import { Gateway, Payments } from './payments';
import { TYPES, type Port } from './port';
void [TYPES, Payments];
export type Ports = Port;

export const container = new Container();
container.bind(Gateway).toSelf();
container.bind('currency').toConstantValue('EUR');
${binding}
`,
});

const main = (token: string): string => `import 'reflect-metadata';
import { container } from './container';
import { Payments } from './payments';
import { TYPES } from './port';
void [Payments, TYPES];
async function main() {
  const port = container.get<{ charge(id: string): Promise<string> }>(${token});
  console.log(await port.charge('o1'), port === container.get(${token}));
}
void main();
`;

/** Bindings with what each becomes in version 6, and later. */
const forms: readonly (readonly [text: string, target: string, token: string, six: string, later: string])[] =
  [
    [
      'container.bind<Port>(TYPES.Port).to(Payments).inSingletonScope();',
      'src/port.ts#Port',
      'TYPES.Port',
      'container.bind<Port>(TYPES.Port).toDynamicValue((context) =>\n  bindPort(() => context.container.resolve(Payments))).inSingletonScope();',
      'container.bind<Port>(TYPES.Port).toDynamicValue((context) =>\n  bindPort(() => context.get(Payments, { autobind: true }))).inSingletonScope();',
    ],
    [
      'container.bind(Payments).toSelf().inSingletonScope();',
      'src/payments.ts#Payments',
      'Payments',
      "container.bind<Payments>('Payments (local)').to(Payments);\ncontainer.bind(Payments).toDynamicValue((context) =>\n  bindPayments(() => context.container.get<Payments>('Payments (local)'))).inSingletonScope();",
      "container.bind<Payments>('Payments (local)').to(Payments);\ncontainer.bind(Payments).toDynamicValue((context) =>\n  bindPayments(() => context.get<Payments>('Payments (local)'))).inSingletonScope();",
    ],
    [
      "container.bind<Port>(TYPES.Port).toConstantValue(new Payments(new Gateway(), 'EUR'));",
      'src/port.ts#Port',
      'TYPES.Port',
      "toDynamicValue(() => bindPort(() => new Payments(new Gateway(), 'EUR'))).inSingletonScope();",
      "toDynamicValue(() => bindPort(() => new Payments(new Gateway(), 'EUR'))).inSingletonScope();",
    ],
    [
      "container.bind<Port>('port').toDynamicValue(() => new Payments(new Gateway(), 'EUR')).inSingletonScope();",
      'src/port.ts#Port',
      "'port'",
      "toDynamicValue(() => bindPort(() => new Payments(new Gateway(), 'EUR'))).inSingletonScope();",
      "toDynamicValue(() => bindPort(() => new Payments(new Gateway(), 'EUR'))).inSingletonScope();",
    ],
  ];

const cases = versions.flatMap((version) => forms.map((form) => [version, ...form] as const));

describe('a binding of inversify', () => {
  it.each(cases)('in %s: %s', (version, text, target, _, six, later) => {
    const { after, wiring } = find(application(text, version), target);
    expect(after['src/container.ts']).toContain(version === 'inversify6' ? six : later);
    expect(errorsIn(after)).toEqual([]);
    expect(wiring?.findings).toEqual([]);
    expect([...(find(after, target).wiring?.edits ?? [])]).toEqual([]);
  });

  it.each(cases.filter(([, , , , , later]) => !later.includes('currency')).slice(0))(
    'runs in %s as it did, and without the implementation in remote: %s',
    async (version, text, target, token) => {
      const files = { ...application(text, version), 'src/main.ts': main(token) };
      const { after, wiring } = find(files, target);
      expect(await run(after, 'src/main.ts')).toBe('payments made\ntook o1 EUR true');
      expect(await run(after, 'src/main.ts', { MODE: 'remote' })).toBe('remote charge o1 true');
      if (wiring?.composition === undefined) throw new Error('no composition');
      const composed = { ...after, 'src/compose.ts': composeText(wiring.composition, "charge('o2')") };
      expect(errorsIn(composed)).toEqual([]);
      expect(await run(composed, 'src/compose.ts')).toBe('payments made\ntook o2 EUR');
    },
    30_000,
  );

  it('gives out what it says: another interface is left alone, and a class need not say what it implements', () => {
    const lines = `interface Charging { charge(order: string): Promise<string> }
@injectable()
class Plain { async charge(order: string): Promise<string> { return order; } }
container.bind<Charging>('charging').to(Payments);
container.bind<Port>(TYPES.Port).to(Plain).inSingletonScope();`;
    const files = application(lines);
    const text = (files['src/container.ts'] ?? '').replace('{ Container }', '{ Container, injectable }');
    const { after, wiring } = find({ ...files, 'src/container.ts': text }, 'src/port.ts#Port');
    expect(after['src/container.ts']).toContain("container.bind<Charging>('charging').to(Payments);");
    expect(after['src/container.ts']).toContain('bindPort(() => context.get(Plain, { autobind: true }))');
    expect(wiring?.sites).toHaveLength(1);
  });

  it('in a container module is bound, and the container that loads it is asked', () => {
    const files = application(
      '',
      'inversify',
      `import { Container } from 'inversify';
import { payments } from './payments.module';
export function makeContainer(): Container {
  const container = new Container();
  container.load(payments);
  return container;
}
`,
    );
    const module = `import { ContainerModule } from 'inversify';
import { Payments } from './payments';
export const payments = new ContainerModule(({ bind }) => {
  bind(Payments).toSelf().inSingletonScope();
});
`;
    const { after, wiring } = find({ ...files, 'src/payments.module.ts': module });
    expect(after['src/payments.module.ts']).toContain(
      "  bind<Payments>('Payments (local)').to(Payments);\n  bind(Payments)",
    );
    expect(errorsIn(after)).toEqual([]);
    expect(wiring?.composition).toMatchObject({
      statements: ['const container = makeContainer();'],
      expression: 'container.get<Payments>(Payments)',
    });
  });

  it.each([
    ['container-instances', 'container.bind(Payments).toSelf();'],
    [
      'container-value',
      "const value = new Payments(new Gateway(), 'EUR');\ncontainer.bind(Payments).toConstantValue(value);",
    ],
    [
      'container-disposer',
      'container.bind(Payments).toSelf().inSingletonScope().onDeactivation(() => undefined);',
    ],
  ])('gives the finding %s', (code, text) => {
    expect(codesIn(find(application(text)))).toEqual([code]);
  });

  it('in a container that no file exports is an error', () => {
    const files = application('container.bind(Payments).toSelf().inSingletonScope();');
    const text = (files['src/container.ts'] ?? '').replace('export const container', 'const container');
    expect(codesIn(find({ ...files, 'src/container.ts': text }))).toEqual(['container-not-reachable']);
  });
});
