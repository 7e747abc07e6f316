import { describe, expect, it } from 'vitest';
import { inspectProbe } from './probe.ts';

const index = `
export interface Probe {
  get(id: string): Promise<string>;
  put(id: string): Promise<void>;
}
export interface Store { get(id: string): Promise<string>; list(): Store }`;

/** A caller, and the calls of the port in it as `method at line`. */
const cases: readonly [string, string, readonly string[]][] = [
  ['the method itself', `await probe.get('a');`, ['get:1']],
  ['through what a call returns', `await made().get('a');`, ['get:1']],
  [
    'not of another type with such a method',
    `await store.list().get('a'); new Map<string, string>().get('a');`,
    [],
  ],
  ['kept in a variable', `const load = probe.get;\nawait load('a');`, ['get:2']],
  ['bound to its object', `const load = probe.get.bind(probe);\nawait load('a');`, ['get:2']],
  ['taken apart', `const { get: load } = probe;\nawait load('a');`, ['get:2']],
  ['taken apart under its own name', `const { get } = probe;\nawait get('a');`, ['get:2']],
  ['kept in a property', `const all = { load: probe.get };\nawait all.load('a');`, ['get:2']],
  ['kept twice', `const first = probe.get;\nconst second = first;\nawait second('a');`, ['get:3']],
  ['assigned', `let load = probe.get;\nload = probe.get;\nawait load('a');`, ['get:3']],
  ['chosen', `const load = ready ? probe.get : probe.put;\nawait load('a');`, ['get:2']],
  ['by its text', `await probe['get']('a');`, ['get:1']],
  ['by its text, kept', `const load = probe['get'];\nawait load('a');`, ['get:2']],
  [
    'by its type',
    `const run = async (load: Probe['get']) => {\nawait load('a'); };\nawait run(probe.get);`,
    ['get:2'],
  ],
  [
    'through a function that returns what it is given',
    `const load = same(probe.get);\nawait load('a');`,
    ['get:2'],
  ],
  ['out of a list', `for (const load of [probe.get])\nawait load('a');`, ['get:2']],
  ['not once it is given to a parameter with a type of its own', `await retry(probe.get);`, []],
];

const caller = (body: string): string => `
import type { Probe, Store } from '@shop/probe';
declare function made(): Probe;
declare function same<T>(value: T): T;
declare function retry(work: (id: string) => Promise<string>): Promise<string>;
export async function caller(probe: Probe, store: Store, ready: boolean) {
${body}
}`;

describe('a method is called', () => {
  it.each(cases)('%s', (_, body, expected) => {
    const { callSites } = inspectProbe({ index, files: { 'modules/other/src/caller.ts': caller(body) } });
    expect(callSites.map(({ method, line }) => `${method}:${line - 6}`)).toEqual(expected);
  });
});
