/** What is emitted compiles, lints and keeps its promises, for the sample's port and for one with every kind of type. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/extract/contract/model.ts';
import { emitClient, emitService, renderPartsFor } from '../../../src/extract/emit/index.ts';
import { openWorkspace } from './emitted-workspace.ts';
import type { EmittedWorkspace } from './emitted-workspace.ts';
import { kinds } from './kinds-contract.ts';
import { payments } from './payments-contract.ts';

const scope = 'shop';
const render = renderPartsFor(scope);

export function emitBoth(contract: Contract): Promise<[Map<string, string>, Map<string, string>]> {
  const { slug } = contract;
  const module = { name: `@shop/${slug}`, folder: `modules/${slug}` };
  const factory = 'createPayments';
  const composition = {
    callText: `${factory}({ database: host.database('${slug}'), log: host.log, clock: host.clock })`,
    host: 'host',
    imports: [{ specifier: '@shop/payments/host', imported: factory, name: factory }],
    modules: [],
    statements: [],
  };
  return Promise.all([
    emitClient(contract, {
      scope,
      module,
      suite: slug === 'payments' ? 'behaviour' : 'calls',
      render,
    }),
    emitService(contract, { scope, module, composition, port: 3100, durable: true, render }),
  ]);
}

describe('emitted folders', () => {
  let workspace: EmittedWorkspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
    for (const contract of [kinds, payments]) {
      const [client, service] = await emitBoth(contract);
      await workspace.write(`clients/${contract.slug}`, client);
      await workspace.write(`apps/${contract.slug}`, service);
    }
  });
  afterAll(() => workspace.remove());

  it('compile under the flags of a generated project', async () => {
    expect(await workspace.run('tsc', '-p', '.')).toBeUndefined();
  }, 60_000);

  it('pass the linter of a generated project', async () => {
    const config = fileURLToPath(new URL('../../../src/templates/project/.oxlintrc.json', import.meta.url));
    expect(await workspace.run('oxlint', '--deny-warnings', '-c', config, 'clients', 'apps')).toBeUndefined();
  });

  it('are formatted', async () => {
    const config = join(workspace.root, 'prettier.json');
    await workspace.write('', new Map([['prettier.json', '{ "printWidth": 110, "singleQuote": true }']]));
    expect(
      await workspace.run(
        'prettier',
        '--config',
        config,
        '--check',
        'clients',
        'apps/kinds',
        'apps/payments',
      ),
    ).toBeUndefined();
  }, 60_000);

  it('pass their own tests: codec laws and golden bytes', async () => {
    expect(await workspace.run('vitest', 'run')).toBeUndefined();
  }, 120_000);
});

it.each([kinds, payments])('the same contract gives the same bytes: $name', async (contract) => {
  expect(await emitBoth(contract)).toStrictEqual(await emitBoth(structuredClone(contract)));
});
