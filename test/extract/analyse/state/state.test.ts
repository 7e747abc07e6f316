import { describe, expect, it } from 'vitest';
import { found, inspectTarget } from '../data/probe-target.ts';

const inspect = (ledger: string, others = '') =>
  inspectTarget(
    {
      'shared.ts': `import { EventEmitter } from 'node:events';
export const cache = new Map<string, string>(); export const limits = { max: 3 }; export const bus = new EventEmitter();`,
      'ledger.ts': `import { readFile } from 'node:fs/promises'; import { AsyncLocalStorage } from 'node:async_hooks'; import { cache, limits, bus } from './shared.ts';
const storage = new AsyncLocalStorage<{ user: string }>();
export interface Entry { id: string; tags: string[]; path: string }
class Client { async ping(): Promise<void> {} }
export class Ledger { private client?: Client; private count = 0; constructor(private readonly request: { user: string }) {} ${ledger} }
export const unused = [readFile, storage, cache, limits, bus, fetch];`,
      'orders.ts': `import { cache, limits, bus } from './shared.ts'; import type { Ledger, Entry } from './ledger.ts';
const retry = async <T>(work: () => Promise<T>): Promise<T> => work();
export class Orders { constructor(readonly ledger: Ledger) {} async place(id: string, ids: string[]): Promise<void> { ${others} } }
export const unused = [retry, cache, limits, bus];`,
    },
    'ledger.ts',
    'Ledger',
  );

const stateCodes = [
  'in-memory-state',
  'ambient-identity',
  'ambient-state',
  'path-argument',
  'url-fetched',
  'argument-mutated',
  'shared-module-state',
  'events-stay-in-process',
];

describe('what an implementation counts on', () => {
  it.each([
    [
      'a counter',
      'async go(): Promise<number> { this.count += 1; return this.count; }',
      '',
      ['warning in-memory-state'],
    ],
    [
      'a client that is made once',
      'async go(): Promise<void> { if (!this.client) this.client = new Client(); await this.client.ping(); }',
      '',
      [],
    ],
    [
      'a collection of one call',
      'async go(): Promise<string[]> { const all: string[] = []; all.push("a"); return all; }',
      '',
      [],
    ],
    [
      'a context',
      'async go(): Promise<string> { return storage.getStore()?.user ?? ""; }',
      '',
      ['error ambient-identity'],
    ],
    [
      'the request',
      'async go(): Promise<number> { return this.request.user.length; }',
      '',
      ['error ambient-identity'],
    ],
    [
      'a setting',
      'async go(): Promise<string> { return process.env.MODE ?? ""; }',
      '',
      ['info ambient-state'],
    ],
    [
      'the time zone',
      'async go(): Promise<number> { return new Date().getHours(); }',
      '',
      ['info ambient-state'],
    ],
    [
      'the time alone',
      'async go(): Promise<number> { return new Date().getUTCHours() + Date.now(); }',
      '',
      [],
    ],
    [
      'a path',
      'async go(path: string): Promise<string> { return readFile(path, "utf8"); }',
      '',
      ['warning path-argument'],
    ],
    [
      'a path that is handed on',
      'async go(entry: Entry): Promise<string> { return this.load(entry.path); } private load(path: string) { return readFile(path, "utf8"); }',
      '',
      ['warning path-argument'],
    ],
    [
      'an address',
      'async go(url: string): Promise<number> { return (await fetch(url)).status; }',
      '',
      ['warning url-fetched'],
    ],
    [
      'an address of its own',
      'async go(id: string): Promise<number> { return (await fetch("https://x.test/" + id)).status; }',
      '',
      [],
    ],
    [
      'its argument',
      'async go(entry: Entry): Promise<void> { entry.tags.push("a"); }',
      '',
      ['warning argument-mutated'],
    ],
    [
      'a copy of its argument',
      'async go(entry: Entry): Promise<Entry> { entry = { ...entry }; entry.id = "b"; return entry; }',
      '',
      [],
    ],
    [
      'a cache of both sides',
      'async go(id: string): Promise<void> { cache.set(id, id); }',
      'cache.get(id);',
      ['error shared-module-state', 'warning in-memory-state'],
    ],
    [
      'constants of both sides',
      'async go(): Promise<number> { return limits.max; }',
      'console.log(limits.max);',
      [],
    ],
    [
      'events',
      'async go(): Promise<void> { bus.emit("recorded"); }',
      'bus.on("recorded", () => undefined);',
      ['warning events-stay-in-process'],
    ],
  ])('%s', (_, ledger, others, expected) => {
    expect(found(inspect(ledger, others), ...stateCodes).sort()).toEqual(expected);
  });
});

describe('what callers count on', () => {
  const ledger =
    'async get(id: string): Promise<Entry> { return { id, tags: [], path: "" }; } async getMany(ids: string[]): Promise<Entry[]> { return Promise.all(ids.map((id) => this.get(id))); }';
  const callerCodes = [
    'call-not-awaited',
    'identity-compared',
    'call-retried',
    'call-in-loop',
    'remote-error-unhandled',
  ];

  it.each([
    ['nothing', 'try { await this.ledger.get(id); } catch { return; }', []],
    ['that it cannot fail', 'await this.ledger.get(id);', ['info remote-error-unhandled']],
    ['nobody waiting', 'try { void this.ledger.get(id); } catch { return; }', ['warning call-not-awaited']],
    ['a promise that is used later', 'try { const p = this.ledger.get(id); await p; } catch { return; }', []],
    [
      'identity',
      'try { const a: Entry = await this.ledger.get(id); const b: Entry = a; if (a === b) return; } catch { return; }',
      ['warning identity-compared'],
    ],
    [
      'a test for nothing',
      'try { const a: Entry | undefined = await this.ledger.get(id); if (a === undefined) return; } catch { return; }',
      [],
    ],
    [
      'its own repetition',
      'try { await retry(() => this.ledger.get(id)); } catch { return; }',
      ['info remote-error-unhandled', 'warning call-retried'],
    ],
    [
      'a cheap call',
      'try { for (const each of ids) await this.ledger.get(each); } catch { return; }',
      ['warning call-in-loop'],
    ],
  ])('%s', (_, body, expected) => {
    expect(found(inspect(ledger, body), ...callerCodes).sort()).toEqual(expected);
  });

  it('proposes the method that takes the whole list', () => {
    const report = inspect(ledger, 'await Promise.all(ids.map((each) => this.ledger.get(each)));');
    const loops = report.findings.flatMap((each) => (each.code === 'call-in-loop' ? [each.args] : []));
    expect(loops).toEqual([
      { caller: 'Orders.place', method: 'Ledger.get', together: true, many: 'Ledger.getMany' },
    ]);
  });
});
