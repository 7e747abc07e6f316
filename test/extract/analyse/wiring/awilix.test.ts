import { describe, expect, it } from 'vitest';
import { awilixStyle } from '../../../../src/extract/analyse/wiring/awilix/index.ts';
import { codesIn, composeText, errorsIn, run, wire, type Texts, type Wired } from './probe.ts';

const find = (files: Texts): Wired => wire({ style: awilixStyle, files, target: 'src/port.ts#Port' });

const port = `export interface Port {
  charge(order: string): Promise<string>;
}
`;

/** A class whose constructor takes what PROXY or CLASSIC gives it. */
const payments = (parameters: string, currency: string): string => `import type { Port } from './port';
export class Payments implements Port {
  private readonly currency: string;
  constructor(${parameters}) {
    console.log('payments made');
    this.currency = ${currency};
  }
  async charge(order: string): Promise<string> {
    return 'took ' + order + ' ' + this.currency;
  }
}
export const makePayments = (given: { currency: string }): Port =>
  Reflect.construct(Payments, [given]) as Payments;
`;

const proxy = payments('given: { currency: string }', 'given.currency');
const classic = payments('currency: string, limit: number', "currency + (limit > 0 ? '' : '?')");

const application = (registration: string, options = '', service = proxy): Texts => ({
  'src/port.ts': port,
  'src/payments.ts': service,
  'src/container.ts': `import { asClass, asFunction, asValue, createContainer, InjectionMode, Lifetime } from 'awilix';
import { makePayments, Payments } from './payments';
void [asFunction, asClass, makePayments, Payments, InjectionMode, Lifetime];

export function configure() {
  const container = createContainer(${options});
  container.register({
    currency: asValue('EUR'),
    limit: asValue(3),
    ${registration}
  });
  return container;
}
`,
  'src/main.ts': `import { configure } from './container';
import type { Port } from './port';
const container = configure();
const first = container.resolve<Port>('payments');
void first.charge('o1').then((text) => console.log(text, first === container.resolve('payments')));
`,
});

const classicMode = '{ injectionMode: InjectionMode.CLASSIC }';

const forms: readonly (readonly [text: string, becomes: string, options: string, service: string])[] = [
  [
    'payments: asClass(Payments).singleton(),',
    'payments: asFunction((cradle) => bindPort(() => new Payments(cradle))).singleton(),',
    '',
    proxy,
  ],
  [
    'payments: asClass(Payments, { lifetime: Lifetime.SINGLETON }),',
    'payments: asFunction((cradle) => bindPort(() => new Payments(cradle)), { lifetime: Lifetime.SINGLETON }),',
    '',
    proxy,
  ],
  [
    'payments: asClass(Payments).singleton(),',
    'payments: asFunction((cradle) => bindPort(() => new Payments(cradle.currency, cradle.limit))).proxy().singleton(),',
    classicMode,
    classic,
  ],
  [
    'payments: asClass(Payments).classic().singleton(),',
    'payments: asFunction((cradle) => bindPort(() => new Payments(cradle.currency, cradle.limit))).proxy().singleton(),',
    '',
    classic,
  ],
  [
    'payments: asFunction(makePayments).singleton(),',
    'payments: asFunction((cradle) => bindPort(() => makePayments(cradle))).singleton(),',
    '',
    proxy,
  ],
  [
    'payments: asFunction(({ currency }) => new Payments({ currency })).singleton(),',
    'payments: asFunction((cradle) => bindPort(() => (({ currency }) => new Payments({ currency }))(cradle))).singleton(),',
    '',
    proxy,
  ],
  [
    "payments: asValue(new Payments({ currency: 'EUR' })),",
    "payments: asFunction(() => bindPort(() => new Payments({ currency: 'EUR' }))).singleton(),",
    '',
    proxy,
  ],
];

describe('a registration in awilix', () => {
  it.each(forms)('is bound: %s', (text, becomes, options, service) => {
    const { after, wiring } = find(application(text, options, service));
    expect(after['src/container.ts']).toContain(becomes);
    expect(errorsIn(after)).toEqual([]);
    expect(wiring?.findings).toEqual([]);
    expect([...(find(after).wiring?.edits ?? [])]).toEqual([]);
  });

  it.each(forms)(
    'runs as it did, and without the implementation in remote: %s',
    async (text, _, options, service) => {
      const { after, wiring } = find(application(text, options, service));
      expect(await run(after, 'src/main.ts')).toBe('payments made\ntook o1 EUR true');
      expect(await run(after, 'src/main.ts', { MODE: 'remote' })).toBe('remote charge o1 true');
      if (wiring?.composition === undefined) throw new Error('no composition');
      const composed = { ...after, 'src/compose.ts': composeText(wiring.composition, "charge('o2')") };
      expect(errorsIn(composed)).toEqual([]);
      expect(await run(composed, 'src/compose.ts')).toBe('payments made\ntook o2 EUR');
    },
    30_000,
  );

  it.each([
    ['container-instances', 'payments: asClass(Payments),', '', proxy],
    ['container-instances', 'payments: asClass(Payments).scoped(),', '', proxy],
    [
      'container-scoped',
      'payments: asClass(Payments).scoped(),',
      '',
      payments('given: { currency: string; currentUser: string }', 'given.currency + given.currentUser'),
    ],
    ['container-disposer', 'payments: asClass(Payments).singleton().disposer(() => undefined),', '', proxy],
    [
      'container-argument-unknown',
      'payments: asClass(Payments).singleton(),',
      classicMode,
      payments("currency: string = 'USD'", 'currency'),
    ],
  ])('gives the finding %s for %s', (code, text, options, service) => {
    expect(codesIn(find(application(text, options, service)))).toEqual([code]);
  });

  it('that is found by file names at run time is refused', () => {
    const files = application("}).loadModules(['src/*.service.js']).register({");
    expect(codesIn(find(files))).toEqual(['container-loads-modules']);
  });

  it('is not looked for in a function that is only called like that of awilix', () => {
    const files = application('');
    const more = `declare function loadModules(options: { modules: string[] }): Promise<void>;
export const loaded = loadModules({ modules: ['payments'] });
`;
    expect(find({ ...files, 'src/more.ts': more }).wiring).toBeUndefined();
  });

  it('in several files runs them all in the service', () => {
    const files = application('payments: asClass(Payments).singleton(),');
    const more = `import { asValue, type AwilixContainer } from 'awilix';
export function registerMore(container: AwilixContainer): void {
  container.register({ more: asValue(1) });
}
`;
    const { wiring } = find({ ...files, 'src/more.ts': more });
    expect(wiring?.composition?.statements).toEqual([
      'const container = configure();',
      'registerMore(container);',
    ]);
  });
});
