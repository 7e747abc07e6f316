import { describe, expect, it } from 'vitest';
import { inspectProbe } from './probe.ts';

const classes = `
const serial = (): string => String(Math.random());
let made = 0;
export class Money { constructor(readonly amount: bigint, readonly currency: string) {} }
export class Token { readonly id = serial(); constructor(readonly user: string) {} }
export class Basket { readonly items: string[] = []; constructor(readonly owner: string) {} add(item: string): void { this.items.push(item); } }
export class Open { readonly items: string[] = []; constructor(readonly owner: string) {} }
export class Counter { private n = 0; constructor(readonly id: string) {} next(): number { return ++this.n; } }
export class Inherited extends Counter { constructor(id: string) { super(id); } }
export class Memo { #cache: number | undefined; constructor(readonly base: number) {} get double(): number { return (this.#cache ??= this.base * 2); } }
export class Numbered { readonly n: number; constructor(readonly of: string) { this.n = made; } }
export class Made { private constructor(readonly id: string) {} #seen = 0; static of(id: string): Made { return new Made(id); } see(): number { return ++this.#seen; } }
export class Derived { readonly tags: readonly string[] = []; readonly low: string; constructor(readonly raw: string) { this.low = raw + '!'; } }
`;

const names = [...classes.matchAll(/class (\w+)/g)].map(([, name]) => name ?? '');

describe('an instance that its parameters would not give back', () => {
  const index = `${classes}\nexport interface Probe { ${names.map((name) => `take${name}(it: ${name}): Promise<void>`).join('; ')} }`;
  const report = inspectProbe({ index });
  const reasonFor = (name: string): unknown =>
    report.methods.find((method) => method.name === `take${name}`)?.findings.map(({ args }) => args)[0];

  it.each([
    ['Memo', '#cache cannot be reached from outside'],
    ['Made', '#seen cannot be reached from outside'],
  ])('refuses %s, whose state nobody can read', (name, reason) => {
    expect(reasonFor(name)).toMatchObject({ reason });
  });

  it.each(['Token', 'Basket', 'Open', 'Numbered'])('sends all fields of %s', (name) => {
    expect(reasonFor(name)).toBeUndefined();
    expect(report.contract.types[name]).toMatchObject({ kind: 'class', strategy: { by: 'fields' } });
  });

  it.each(['Counter', 'Inherited'])('sends the private field of %s only where that is accepted', (name) => {
    const found = report.methods.find((method) => method.name === `take${name}`)?.findings;
    expect(found?.[0]).toMatchObject({ code: 'private-state', level: 'error', args: { reason: 'n' } });
    expect(report.contract.types[name]).toMatchObject({
      fields: [{ name: 'n', hidden: true }, { name: 'id' }],
    });
  });

  it('carries what derives from the parameters alone', () => {
    expect(reasonFor('Money')).toBeUndefined();
    expect(reasonFor('Derived')).toBeUndefined();
  });
});
