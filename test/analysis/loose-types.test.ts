import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { openProgram } from '../../src/analysis/index.ts';
import { looseMembers } from '../../src/analysis/loose-types.ts';
import { walk } from '../../src/analysis/symbols.ts';

const query = `
export interface Rows<T> { where(key: keyof T): Rows<T>; where(all: Partial<T>): Rows<T>; end(): Promise<T[]>; pick<R>(by: (row: T) => R): R }
export declare function from<T>(table: string): Rows<T>;
export declare function anything(): any;`;

/** What the last property access of a text may be: the interfaces that declare it, or nothing where the checker has to say. */
const cases: readonly [string, string | undefined][] = [
  [`from('a').where('b').end`, 'Rows'],
  [`new Map().get`, 'Map'],
  [`named.where`, undefined],
  [`made.where`, 'Rows'],
  [`from('a').pick((row) => row).end`, undefined],
  [`anything().end`, undefined],
  [`(await from('a').end()).length`, undefined],
  [`services.get('a').run`, 'Service'],
  [`own().run`, 'Service'],
  [`inferred().run`, undefined],
];

const text = (expression: string): string => `
import { anything, from, type Rows } from 'query';
interface Service { run(): void }
declare function own(): Service;
function inferred() { return own(); }
export async function look(named: Rows<{ b: string }>, services: Map<string, Service>) {
  const made = from<{ b: string }>('a');
  return ${expression};
}`;

describe('what a member may be', () => {
  it.each(cases)('%s', (expression, expected) => {
    const program = openProgram({
      root: '/loose',
      files: new Map([
        ['package.json', '{}'],
        ['node_modules/query/package.json', '{ "name": "query", "types": "index.d.ts" }'],
        ['node_modules/query/index.d.ts', query],
        ['look.ts', text(expression)],
      ]),
      entries: ['look.ts'],
    });
    const file = program.file('look.ts');
    if (file === undefined) throw new Error('The file is not in the program.');
    let last: ts.PropertyAccessExpression | undefined;
    walk(file, (node) => {
      if (ts.isReturnStatement(node) && node.expression && ts.isPropertyAccessExpression(node.expression))
        last = node.expression;
    });
    if (last === undefined) throw new Error('The text has no property access.');
    const found = looseMembers(program.checker, last)?.flatMap(({ declarations = [] }) => declarations);
    const holders = found?.map(({ parent }) => (parent as ts.InterfaceDeclaration).name.text);
    expect(holders === undefined ? undefined : [...new Set(holders)].join(' ')).toBe(expected);
  });
});
