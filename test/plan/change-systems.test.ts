import { beforeAll, describe, expect, it } from 'vitest';
import { previewChanges, type ChangeSet } from '../../src/changes/index.ts';
import { planModule } from '../../src/plan/add-module.ts';
import { planSystem, planSystemRemoval } from '../../src/plan/change-systems.ts';
import { buildCase, projectIn, valueOf } from '../support/build-case.ts';

type Texts = ReadonlyMap<string, string>;

function applied(texts: Texts, changes: ChangeSet): Map<string, string> {
  const changed = new Map(texts);
  for (const { path, after } of previewChanges(changes, (file) => texts.get(file))) {
    if (after === undefined) changed.delete(path);
    else changed.set(path, after);
  }
  return changed;
}

const add = async (texts: Texts, id: string) => planSystem(projectIn(texts), id);
const remove = async (texts: Texts, id: string) => planSystemRemoval(projectIn(texts), id);
const codes = (outcome: { findings: readonly { code: string }[] }) =>
  outcome.findings.map(({ code }) => code);
const dependenciesOf = (texts: Texts, path: string) =>
  (JSON.parse(texts.get(path) ?? '{}') as { dependencies: Record<string, string> }).dependencies;

const shop = {
  name: 'shop',
  architecture: 'modular-monolith',
  modules: [
    { name: 'users', uses: [] },
    { name: 'orders', uses: ['users', 'payments'] },
    { name: 'payments', uses: [] },
  ],
} as const;

describe('a system', () => {
  let plain: Texts;
  let added: Texts;

  beforeAll(async () => {
    plain = await buildCase(shop);
    added = applied(plain, valueOf(await add(plain, 'cache')));
  });

  it('is not there until it is chosen', () => {
    expect([...plain.keys()].filter((path) => path.includes('cache'))).toEqual([]);
  });

  it('brings its code, its page and its packages', () => {
    expect([...added.keys()]).toEqual(
      expect.arrayContaining(['platform/src/cache/index.ts', 'docs/systems/cache.md']),
    );
    expect(dependenciesOf(added, 'platform/package.json')).toHaveProperty('lru-cache');
    expect(projectIn(added).manifest.systems).toEqual(['cache']);
  });

  it('is the same whether a project starts with it or gets it later', async () => {
    expect(new Map([...added].sort())).toEqual(
      new Map([...(await buildCase({ ...shop, systems: ['cache'] }))].sort()),
    );
  });

  it('changes the composition root as it is, and back', async () => {
    const watched = applied(plain, valueOf(await add(plain, 'telemetry')));
    const path = 'apps/monolith/src/compose.ts';
    expect(watched.get(path)).toContain('createTelemetry(host);');
    expect(codes(await add(plain, 'telemetry'))).toEqual([]);
    expect(new Map([...watched].sort())).toEqual(
      new Map([...(await buildCase({ ...shop, systems: ['telemetry'] }))].sort()),
    );
    const back = applied(watched, valueOf(await remove(watched, 'telemetry')));
    expect(new Map([...back].sort())).toEqual(new Map([...plain].sort()));
  });

  it('is added once', async () => {
    expect(valueOf(await add(added, 'cache')).operations).toEqual([]);
  });

  it('goes without a trace', async () => {
    const back = applied(added, valueOf(await remove(added, 'cache')));
    expect(new Map([...back].sort())).toEqual(new Map([...plain].sort()));
  });

  it('keeps the edits of the user', async () => {
    const path = 'platform/package.json';
    const edited = new Map(plain).set(
      path,
      plain.get(path)?.replace('"fastify":', '"mine": "1.0.0",\n    "fastify":') ?? '',
    );
    const changed = applied(edited, valueOf(await add(edited, 'cache')));
    expect(dependenciesOf(changed, path)).toMatchObject({
      mine: '1.0.0',
      'lru-cache': expect.anything() as string,
    });
  });

  it('leaves a file that the user changed when it goes, and says so', async () => {
    const path = 'platform/src/cache/index.ts';
    const edited = new Map(added).set(path, `${added.get(path)}// mine\n`);
    const outcome = await remove(edited, 'cache');
    expect(codes(outcome)).toEqual(['file-left']);
    expect(applied(edited, valueOf(outcome)).has(path)).toBe(true);
  });

  it('says what to change by hand where it cannot merge', async () => {
    const path = 'platform/package.json';
    const edited = new Map(plain);
    edited.delete(path);
    expect(codes(await add(edited, 'cache'))).toEqual(['file-not-merged']);
  });

  it('is not laid over a file that is there', async () => {
    const edited = new Map(plain).set('docs/systems/cache.md', 'mine');
    expect(codes(await add(edited, 'cache'))).toEqual(['file-exists']);
  });

  it.each([
    ['caches', 'system-unknown', add],
    ['caches', 'system-unknown', remove],
    ['events', 'system-absent', remove],
  ] as const)('%s is refused as %s', async (id, code, plan) => {
    expect(codes(await plan(added, id))).toEqual([code]);
  });

  it('stays when a module is added', async () => {
    const changed = applied(added, valueOf(await planModule(projectIn(added), { name: 'gifts', uses: [] })));
    expect(projectIn(changed).manifest.systems).toEqual(['cache']);
  });
});
