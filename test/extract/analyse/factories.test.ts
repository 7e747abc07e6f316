/** A module of factories is no service: what they make is. */
import { describe, expect, it } from 'vitest';
import { inspectForeign } from './types/foreign-probe.ts';

const users = `export interface Users { find(id: string): Promise<string> }
export type Names = { list: () => Promise<string[]> };`;

/** What each function makes, and what to name instead. */
function made(text: string): readonly string[] | undefined {
  const report = inspectForeign({
    files: { 'src/users.ts': users, 'src/probe.ts': text },
    kind: 'functions',
  });
  const found = report.findings.find(({ code }) => code === 'functions-make-services');
  const args = found?.args as { services: readonly string[]; target: string } | undefined;
  return args && [...args.services, args.target];
}

describe('functions of a file', () => {
  it.each([
    [
      'an interface of another file',
      `import type { Users } from './users';
       export const makeUsers = (url: string): Users => ({ find: async (id) => url + id });`,
      ['makeUsers makes Users', 'src/users.ts#Users'],
    ],
    [
      'a type that is what they return',
      `export function makeUsers(url: string) { return { find: async (id: string) => url + id }; }
       export type AllUsers = ReturnType<typeof makeUsers>;`,
      ['makeUsers makes AllUsers', 'src/probe.ts#AllUsers'],
    ],
    [
      'an alias',
      `import type { Names } from './users';
       export function makeNames(): Names { return { list: async () => [] }; }`,
      ['makeNames makes Names', 'src/users.ts#Names'],
    ],
  ])('make %s', (_, text, expected) => {
    expect(made(text)).toEqual(expected);
  });

  it.each([
    ['answer', 'export async function find(id: string): Promise<string> { return id; }'],
    ['make data', 'export function make(id: string) { return { id }; }'],
    [
      'make a service and answer',
      `import type { Users } from './users';
       export const make = (): Users => ({ find: async (id) => id });
       export async function find(id: string): Promise<string> { return make().find(id); }`,
    ],
  ])('may %s', (_, text) => {
    expect(made(text)).toBeUndefined();
  });
});
