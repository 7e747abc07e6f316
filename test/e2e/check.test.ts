import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { snapshot } from '../support/snapshot.ts';
import { commitAll, writeFileIn, writeProject } from '../support/write-project.ts';

let root: string;
let original: string;
const port = 'modules/payments/src/index.ts';

beforeAll(async () => {
  root = await writeProject();
  expect((await scaffold('extract', 'payments')).exitCode).toBe(0);
  commitAll(root, 'extract payments');
  original = readFileSync(join(root, port), 'utf8');
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const scaffold = (...argv: readonly string[]) => runCli(argv, { cwd: root });

interface Checked {
  readonly contracts: readonly {
    readonly module: string;
    readonly same: boolean;
    readonly findings: readonly { readonly code: string; readonly what: string; readonly hint: string }[];
  }[];
}

/** Checks with the card of a payment request changed to `card`. */
async function checkWith(card: string, ...argv: readonly string[]) {
  const changed = original.replace('readonly card: string;', card);
  expect(changed === original).toBe(card === 'readonly card: string;');
  writeFileIn(root, port, changed);
  const before = snapshot(root);
  const { exitCode, stdout } = await scaffold('check', '--json', ...argv);
  expect(snapshot(root)).toEqual(before);
  return { exitCode, ...(JSON.parse(stdout) as Checked) };
}

describe('scaffold check', { timeout: 60_000 }, () => {
  it('says that nothing changed', async () => {
    expect(await checkWith('readonly card: string;')).toMatchObject({
      exitCode: 0,
      contracts: [{ module: 'payments', same: true, findings: [] }],
    });
  });

  it('passes what both versions understand', async () => {
    const { exitCode, contracts } = await checkWith('readonly card: string;\n  readonly note?: string;');
    expect(exitCode).toBe(0);
    expect(contracts[0]?.findings.map(({ code }) => code)).toEqual(['contract-compatible']);
  });

  it('fails on what would break callers, and says how to make it in steps', async () => {
    const { exitCode, contracts } = await checkWith('readonly card: string;\n  readonly note: string;');
    expect(exitCode).toBe(1);
    const [finding] = contracts[0]?.findings ?? [];
    expect(finding).toMatchObject({
      code: 'contract-breaking',
      what: expect.stringContaining('note: required property added'),
    });
    expect(finding?.hint).toMatch(
      /1\. make .*note optional.*2\. let every caller send it.*3\. make it required/,
    );
  });

  it('compares with what another commit had', async () => {
    writeFileIn(
      root,
      port,
      original.replace('readonly card: string;', 'readonly card: string;\n  readonly note?: string;'),
    );
    expect((await scaffold('extract', 'payments', '--allow-dirty')).exitCode).toBe(0);
    commitAll(root, 'a note');
    const since = await checkWith('readonly card: string;', '--against', 'HEAD~1');
    expect(since).toMatchObject({ exitCode: 0, contracts: [{ same: true }] });
    const ours = await checkWith('readonly card: string;');
    expect(ours.contracts[0]?.findings.map(({ code }) => code)).toEqual(['contract-risk']);
    const first = await checkWith('readonly card: string;', '--against', 'HEAD~2');
    expect(first).toMatchObject({ exitCode: 0, contracts: [{ same: false, findings: [] }] });
  });

  it('refuses a commit that git does not know, and a contract that is gone', async () => {
    const unknown = await scaffold('check', '--against', 'no-such-branch');
    expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('commit-unknown') });
    rmSync(join(root, 'clients/payments/contract.lock.json'));
    const gone = await checkWith('readonly card: string;');
    expect(gone.exitCode).toBe(1);
    expect(gone.contracts[0]?.findings.map(({ code }) => code)).toEqual(['contract-missing']);
  });
});
