/** Types that a library declares: what stands in their way is not to be changed where they are used. */
import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../../src/diagnostics/index.ts';
import { inspectForeign, methodOf } from './foreign-probe.ts';

const client = `export interface Filter { at?: string[] | Date[]; and?: Filter }
export interface Session { id: string }
export declare class PrismaClient { $connect(): Promise<void> }
export interface Page<T> { items: T[] }`;

const report = inspectForeign({
  files: {
    'node_modules/@prisma/client/index.d.ts': "export * from '.prisma/client';",
    'node_modules/.prisma/client/index.d.ts': client,
    'src/probe.ts': `import type { Filter, Page, PrismaClient, Session } from '@prisma/client';
export interface Job { readonly run: () => void }
export interface Probe {
  find(where: Filter): Promise<Session>;
  jobs(): Promise<Page<Job>>;
  through(client: PrismaClient): Promise<void>;
}`,
  },
});

const findingsOf = (name: string) => methodOf(report, name).findings;

describe('a type of a library', () => {
  it('is to be replaced, not changed', () => {
    const found = findingsOf('find').find(({ code }) => code === 'union-not-separable');
    expect(found?.args).toMatchObject({ library: '@prisma/client', at: 'Filter.at' });
    expect(found && wordingOf(found).hint).toContain('in place of Filter, which @prisma/client declares');
  });

  it('does not take over what it is filled with', () => {
    const found = findingsOf('jobs').find(({ code }) => code === 'function-in-data');
    expect(found?.args).not.toHaveProperty('library');
  });

  it('is a handle where it is the client, and not where a model is called like one', () => {
    expect(findingsOf('through').map(({ code }) => code)).toContain('database-handle');
    expect(findingsOf('find').map(({ code }) => code)).not.toContain('database-handle');
  });
});

describe('many types that lead to each other', () => {
  const count = 30;
  const names = Array.from({ length: count }, (_, index) => `Part${index}`);
  const declared = names.map((name, index) => {
    const all = names.map((other, at) => `p${at}?: ${other} | { kind: 'none' }`).join('; ');
    return `export interface ${name} { readonly kind: '${index}'; ${all} }`;
  });
  const probe = `${declared.join('\n')}\nexport interface Probe { all(part: Part0): Promise<void> }`;

  it('are settled each once', () => {
    const dense = inspectForeign({ files: { 'src/probe.ts': probe } });
    const last = dense.contract.types[`Part${count - 1}`];
    const body = last?.kind === 'alias' && last.type.kind === 'object' ? last.type : undefined;
    const strategies = body?.properties.flatMap(({ type }) => (type.kind === 'union' ? [type.strategy] : []));
    expect(strategies).toHaveLength(count);
    expect(strategies?.every(({ by }) => by === 'discriminant')).toBe(true);
  });
});
