import { describe, expect, it } from 'vitest';
import { hazards, prelude, type Hazard } from './hazards.ts';
import { codes, lift, runText } from './lift-probe.ts';

const file = 'src/svc.ts';

async function check({ code, after, refused, warns }: Hazard): Promise<void> {
  const before = prelude + code;
  const lifted = lift({ [file]: before }, `${file}#Svc`);
  const text = lifted.texts.get(file) ?? '';
  if (refused !== undefined) {
    expect(codes(lifted.findings)).toContain(refused);
    expect(text).toBe(before);
    return;
  }
  expect(lifted.findings.filter(({ level }) => level === 'refuse' || level === 'error')).toEqual([]);
  expect(lifted.errors).toEqual([]);
  for (const part of typeof after === 'string' ? [after] : (after ?? [])) expect(text).toContain(part);
  if (warns !== undefined) expect(codes(lifted.findings)).toContain(warns);
  if (code.includes('function run()')) expect(await runText(text)).toEqual(await runText(before));
  expect(lift({ [file]: text }, `${file}#Svc`).report?.splices.size).toBe(0);
}

describe.each(Object.entries(hazards))('what %s', (_, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    await check(row);
  });
});

it('is a table of at least seventy', () => {
  expect(Object.values(hazards).flat().length).toBeGreaterThanOrEqual(70);
});
