import { describe, expect, it } from 'vitest';
import { newLooseUses } from '../../../src/extract/analyse/lift/index.ts';
import { codes, lift, openFiles } from './lift-probe.ts';

const prices = `export interface Prices { of(id: string): number }
export const prices: Prices = { of: (id) => id.length };
`;

/** As much of a test runner as its types need. */
const runner = `export interface Mock<F extends (...args: any[]) => any> {
  (...args: Parameters<F>): ReturnType<F>;
  mockReturnValue(value: ReturnType<F>): Mock<F>;
  mockResolvedValue(value: Awaited<ReturnType<F>>): Mock<F>;
  mockImplementation(work: F): Mock<F>;
}
export declare const vi: {
  fn<F extends (...args: any[]) => any>(work?: F): Mock<F>;
  spyOn<T, K extends keyof T>(object: T, key: K): T[K] extends (...args: any[]) => any ? Mock<T[K]> : never;
};
`;

const lifted = (test: string) => {
  const head = `import { vi } from 'vitest';\nimport { prices, type Prices } from './prices.ts';\n`;
  const files = {
    'src/prices.ts': prices,
    'node_modules/vitest/package.json': '{ "name": "vitest", "types": "index.d.ts" }',
    'node_modules/vitest/index.d.ts': runner,
    'src/prices.test.ts': head + test,
  };
  const result = lift(files, 'src/prices.ts#Prices');
  return { ...result, text: result.texts.get('src/prices.test.ts') ?? '' };
};

describe('mocks of what is lifted', () => {
  it.each([
    ['a spy', `vi.spyOn(prices, 'of').mockReturnValue(3);`, `vi.spyOn(prices, 'of').mockResolvedValue(3);`],
    [
      'an implementation',
      `vi.spyOn(prices, 'of').mockImplementation(() => 3);`,
      `mockImplementation(async () => 3);`,
    ],
    [
      'a mock with a function',
      `export const fake: Prices = { of: vi.fn((_: string) => 3) };`,
      `of: vi.fn(async (_: string) => 3)`,
    ],
    [
      'a typed mock',
      `export const fake: Prices = { of: vi.fn<Prices['of']>().mockReturnValue(3) };`,
      `.mockResolvedValue(3)`,
    ],
  ])('%s', (_, before, after) => {
    const { ok, errors, text, findings } = lifted(before);
    expect(findings.filter(({ level }) => level === 'refuse' || level === 'error')).toEqual([]);
    expect([ok, errors]).toEqual([true, []]);
    expect(text).toContain(after);
  });

  it('takes a mock for what it stands in for', () => {
    const { errors, findings } = lifted(
      `const ask = (some: Prices) => some.of('a') + 1;\nexport const x = () => ask({ of: vi.fn<Prices['of']>() });`,
    );
    expect([codes(findings), errors]).toEqual([['lift-mock'], []]);
  });

  it('leaves mocks of other things alone', () => {
    const { text } = lifted(
      `const other = { n: () => 1 };\nvi.spyOn(other, 'n').mockReturnValue(3);\nvi.spyOn(prices, 'of').mockReturnValue(4);`,
    );
    expect(text).toContain(`vi.spyOn(other, 'n').mockReturnValue(3);`);
    expect(text).toContain(`vi.spyOn(prices, 'of').mockResolvedValue(4);`);
  });
});

describe('the net under lifting', () => {
  const asks = (type: string, use: string) =>
    openFiles({
      'src/use.ts': `declare function of(id: string): ${type};\nexport function use(log: (x: unknown) => void) { ${use} }`,
    });

  it.each([
    ['a condition', `if (!of('a')) log(1);`],
    ['a template', 'log(`${of("a")}`);'],
    ['a statement of its own', `of('a');`],
    ['an argument of type unknown', `log(of('a'));`],
    ['an operator', `log(of('a') == null);`],
  ])('finds a promise in %s', (_, use) => {
    expect(codes(newLooseUses(asks('number', use), asks('Promise<number>', use), ['src/use.ts']))).toEqual([
      'lift-not-awaited',
    ]);
  });

  it('leaves what was so before', () => {
    const before = asks('Promise<number>', `of('a');`);
    expect(newLooseUses(before, before, ['src/use.ts'])).toEqual([]);
  });
});
