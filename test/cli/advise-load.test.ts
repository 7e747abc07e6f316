import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandEntry } from '../../src/cli/command-table.ts';
import { loadOptions } from '../../src/cli/commands/advise-load-options.ts';
import { adviseLoadSchema } from '../../src/cli/schemas/advise-load.ts';
import { ownLoadSchema, readLoadResult } from '../../src/decision/evidence/load/index.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

/** The command alone, as the table of `advise` starts it. */
const table: readonly CommandEntry[] = [
  {
    usage: 'load [url]',
    summary: 'test',
    examples: [],
    edits: false,
    options: (command) => loadOptions(command).option('--slo <targets>', 'what it must meet'),
    load: async () =>
      (await import('../../src/cli/commands/advise-load.ts')).run as Awaited<
        ReturnType<CommandEntry['load']>
      >,
  },
];
const load = (...argv: readonly string[]) => {
  const cwd = temporaryFolder();
  return runCli(['load', ...argv], { cwd, table }).then((run) => ({ ...run, cwd }));
};

let server: http.Server;
let address: string;
const seen: { method: string | undefined; header: unknown; body: string }[] = [];

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method, header: request.headers['x-shop'], body });
    response.statusCode = request.url === '/missing' ? 404 : 200;
    response.end('ok');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

describe('advise load', () => {
  it('measures, keeps the result and compares it with the target', async () => {
    const { exitCode, stdout, cwd } = await load(
      `${address}/`,
      '--duration',
      '1',
      '--slo',
      'p99=5s,errors=0%',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/met: p99 ≤ 5,000 ms \(p99 was [\d.,]+ ms[^)]*\), errors ≤ 0% \(0%\)/);
    const [file = ''] = readdirSync(join(cwd, '.scaffold/load'));
    expect(file).toBe('2026-02-03T10-00-00.json');
    expect(stdout).toContain(`advise --load .scaffold/load/${file} --slo p99=5s,errors=0%`);
    const text = readFileSync(join(cwd, '.scaffold/load', file), 'utf8');
    expect(ownLoadSchema.strict().parse(JSON.parse(text))).toMatchObject({ tool: 'autocannon', errors: 0 });
    expect(readLoadResult(text, file)).toMatchObject({ ok: true, value: { target: `${address}/` } });
  });

  it('prints JSON that its schema describes, and keeps nothing where that is not wanted', async () => {
    const { stdout, cwd } = await load(
      `${address}/`,
      '--duration',
      '1',
      '--rate',
      '20',
      '--no-save',
      '--json',
      '--slo',
      'rps=500',
    );
    const output = adviseLoadSchema.strict().parse(JSON.parse(stdout));
    expect(output).toMatchObject({ savedAs: null, judgement: { certainty: 'unknown' } });
    expect(output.judgement?.why).toContain('sent only 20 requests a second');
    expect(output.result?.requests).toBeLessThan(100);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('sends the method, the headers and the body that were given', async () => {
    await load(
      `${address}/`,
      '--duration',
      '1',
      '--rate',
      '5',
      '--header',
      'x-shop: open',
      '--body',
      '{"a":1}',
    );
    expect(seen).toContainEqual({ method: 'POST', header: 'open', body: '{"a":1}' });
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'body.json'), 'from a file');
    await runCli(
      ['load', `${address}/`, '--duration', '1', '--rate', '5', '--method', 'put', '--body', '@body.json'],
      { cwd, table },
    );
    expect(seen).toContainEqual({ method: 'PUT', header: undefined, body: 'from a file' });
  });

  it('sends nothing in a dry run', async () => {
    const before = seen.length;
    const { stdout } = await load(`${address}/`, '--dry-run');
    expect(stdout).toContain('for 10 s, 10 at a time, as fast as it answers');
    expect(seen.length).toBe(before);
  });

  it.each<[what: string, argv: () => readonly string[], code: string, exitCode: number]>([
    ['no address', () => [], 'load-target-missing', 2],
    ['another machine', () => ['https://shop.test/'], 'load-target-remote', 2],
    ['no URL', () => ['shop'], 'load-target-invalid', 2],
    ['a password in it', () => ['http://me:secret@127.0.0.1:1/'], 'load-target-invalid', 2],
    ['a duration without end', () => [`${address}/`, '--duration', '601'], 'value-invalid', 2],
    ['a rate that is none', () => [`${address}/`, '--rate', '0'], 'value-invalid', 2],
    ['a header that is none', () => [`${address}/`, '--header', 'x'], 'value-invalid', 2],
    ['a body that is not there', () => [`${address}/`, '--body', '@gone'], 'value-invalid', 2],
    ['a target that is none', () => [`${address}/`, '--slo', 'fast'], 'value-invalid', 2],
    ['nobody who answers', () => ['http://127.0.0.1:1/', '--duration', '1'], 'load-failed', 1],
    ['failures alone', () => [`${address}/missing`, '--duration', '1'], 'load-failed', 1],
  ])('refuses %s', async (_, argv, code, exitCode) => {
    const run = await load(...argv(), '--json');
    expect(run.exitCode).toBe(exitCode);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code } });
    expect(readdirSync(run.cwd)).toEqual([]);
  });
});
