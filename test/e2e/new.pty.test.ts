import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlC, enter, runInTerminal, up, type TerminalRun } from './new-terminal.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'scaffold-pty-'));

/** Each question in order, and what is typed to go on to the next. */
const story: readonly (readonly [question: string, keys: string])[] = [
  ['How many engineers work on it?', `3${enter}`],
  ['How should it be built?', enter],
  ['Which modules should the project start with?', enter],
  ['Which systems should it have', enter],
];

async function tell(run: TerminalRun, steps: readonly (readonly [string, string])[]): Promise<void> {
  for (const [question, keys] of steps) {
    await run.until(question);
    run.type(keys);
  }
}

describe('new in a real terminal', () => {
  it.each([80, 50])('asks, advises and plans at %d columns', async (columns) => {
    const cwd = folder();
    const run = runInTerminal(['new', 'bakery', '--dry-run'], { cwd, columns });
    await tell(run, story);
    expect(await run.exitCode, run.text()).toBe(0);
    expect(run.text()).toContain('Would make bakery; nothing was written');
    expect(run.text().replaceAll(/\s+/g, ' ')).toContain(
      'new bakery --team 3 --modules users,orders,payments',
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each(story.map(([question], index) => [question, index] as const))(
    'writes nothing and exits with 130 after Ctrl-C at "%s"',
    async (question, index) => {
      const cwd = folder();
      const run = runInTerminal(['new', 'bakery'], { cwd, columns: 80 });
      await tell(run, [...story.slice(0, index), [question, controlC]]);
      expect(await run.exitCode).toBe(130);
      expect(run.text()).toContain('Stopped. Nothing was written.');
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it('shows what is wrong with an answer, and asks for the reason of an overruling', async () => {
    const run = runInTerminal(['new', 'bakery'], { cwd: folder(), columns: 80 });
    await run.until('How many engineers');
    run.type(`many${enter}`);
    await run.until('Type a whole number from 1');
    run.type(`\u0015?${enter}`);
    await run.until('How should it be built?');
    run.type(`${up}${enter}`);
    await run.until('Why against the advice?');
    run.type(controlC);
    expect(await run.exitCode).toBe(130);
  });
});
