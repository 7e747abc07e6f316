import { describe, expect, it } from 'vitest';
import { codesOf, inspectProbe } from './probe.ts';

const index = `
export class NotFound extends Error {}
export interface Item { readonly id: string; tags: string[]; note?: string }
export interface Probe {
  /** @readonly */
  get(id: string): Promise<Item>;
  /** @throws {NotFound} */
  put(item: Item): Promise<void>;
  /** @readonly */
  touch(id: string): Promise<void>;
  count(): Promise<number>;
}`;

const host = `
import type { HostedModule } from '@shop/platform/module';
import type { Item, Probe } from './index.ts';
interface Writer { insertInto(table: string): { execute(): Promise<void> } }
let calls = 0;
class Builder { parts: string[] = []; add(part: string) { this.parts.push(part); return this; } }
class ProbeService implements Probe {
  readonly #items = new Map<string, Item>();
  constructor(private readonly writer: Writer) {}
  async get(id: string): Promise<Item> { const found: string[] = []; found.push(id); new Builder().add(id); return { id, tags: found }; }
  async put(item: Item): Promise<void> { item.tags.push('new'); this.#items.set(item.id, item); }
  async touch(id: string): Promise<void> { await this.#write(id); }
  async count(): Promise<number> { calls += 1; return calls; }
  async #write(id: string) { await this.writer.insertInto(id).execute(); }
}
export function createProbe(writer: Writer): HostedModule<Probe> { return { port: new ProbeService(writer) }; }`;

const caller = `
import type { Database } from '@shop/platform/db';
import { NotFound, type Item, type Probe } from '@shop/probe';
class Other extends Error {}
export class Caller {
  constructor(readonly db: Database, readonly probe: Probe) {}
  async plain(id: string) { return this.probe.get(id); }
  async inTransaction(item: Item) { await this.db.transaction(async () => { await this.probe.put(item); }); }
  async readsInTransaction(id: string) { await this.db.transaction(async () => { await this.probe.get(id); }); }
  async deep(item: Item) { await this.db.transaction(async () => { await this.helper(item); }); }
  async helper(item: Item) { await this.probe.put(item); }
  async loop(ids: string[]) { for (const id of ids) await this.probe.get(id); }
  async mapped(ids: string[]) { return Promise.all(ids.map((id) => this.probe.get(id))); }
  async once() { for (const tag of (await this.probe.get('a')).tags) console.log(tag); }
  async catches(item: Item) { try { await this.probe.put(item); } catch (error) { if (error instanceof NotFound) return; if (error instanceof Other) return; if (error instanceof TypeError) return; throw error; } }
  async changes(id: string) { const item = await this.probe.get(id); item.tags.push('seen'); return item; }
}`;

const report = inspectProbe({ index, host, files: { 'modules/other/src/caller.ts': caller } });
const at = (code: string) =>
  report.findings
    .filter((finding) => finding.code === code)
    .map(({ level, place }) => `${level} ${place?.symbol}`);

describe('call sites', () => {
  it('finds each with where it stands', () => {
    expect(
      report.callSites.map(({ caller: name, method, inLoop, inTransaction }) => [
        name,
        method,
        inLoop,
        inTransaction,
      ]),
    ).toEqual([
      ['Caller.plain', 'get', false, false],
      ['Caller.inTransaction', 'put', false, true],
      ['Caller.readsInTransaction', 'get', false, true],
      ['Caller.helper', 'put', false, true],
      ['Caller.loop', 'get', true, false],
      ['Caller.mapped', 'get', true, false],
      ['Caller.once', 'get', false, false],
      ['Caller.catches', 'put', false, false],
      ['Caller.changes', 'get', false, false],
    ]);
    expect(report.callSites[0]).toMatchObject({ file: 'modules/other/src/caller.ts', line: 7 });
  });

  it('blocks writes inside a transaction, and warns of reads', () => {
    expect(at('call-in-transaction')).toEqual([
      'error Caller.inTransaction',
      'warning Caller.readsInTransaction',
      'error Caller.helper',
    ]);
  });

  it('warns of loops', () => {
    expect(at('call-in-loop')).toEqual(['warning Caller.loop', 'warning Caller.mapped']);
  });

  it('warns of tests for errors that cannot arrive', () => {
    const errors = report.findings.flatMap((finding) =>
      finding.code === 'catch-of-undeclared-error' ? [finding.args.error] : [],
    );
    expect(errors).toEqual(['Other', 'TypeError']);
  });

  it('warns of results that are changed', () => {
    expect(at('result-mutated')).toEqual(['warning Caller.changes']);
  });
});

describe('the implementation', () => {
  it('warns of state in memory, but not of what one call makes for itself', () => {
    const states = report.findings.flatMap((finding) =>
      finding.code === 'in-memory-state' ? [finding.args.state] : [],
    );
    expect(states.sort()).toEqual(['calls', 'this.#items']);
  });

  it('warns of arguments that are changed', () => {
    expect(codesOf(report, 'put')).toContain('argument-mutated');
    expect(codesOf(report, 'get')).not.toContain('argument-mutated');
  });

  it('does not believe @readonly over an insert', () => {
    expect(codesOf(report, 'touch')).toContain('readonly-writes');
    expect(codesOf(report, 'get')).not.toContain('readonly-writes');
  });
});
