import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { runCli } from '../cli/run-cli.ts';
import { systems } from '../../src/templates/systems/table.ts';
import { codeIn, documents, root } from './documents.ts';

/** `$ scaffold add module x  # why` as words; quoted text is one word. */
const wordsOf = (line: string): string[] =>
  [...line.replace(/\s#\s.*$/, '').matchAll(/"[^"]*"|\S+/g)].map(([word]) => word);

interface Call {
  readonly line: string;
  readonly words: readonly string[];
}

/** What is written as a call of the tool, by its name or by its file. */
const calls: readonly Call[] = documents.flatMap((document) =>
  codeIn(document).flatMap((line) => {
    const match = /(?:^|&& |^\$ |^ {2})(?:scaffold|node \S*bin\/scaffold\.js) (\S.*?)(?: &&|$)/.exec(line);
    return match?.[1] === undefined ? [] : [{ line: `${document.path}: ${line}`, words: wordsOf(match[1]) }];
  }),
);

const entryOf = (name: string) => commandTable.find(({ usage }) => usage.split(' ')[0] === name);

const optionsOf = async (name: string): Promise<ReadonlySet<string>> => {
  const { stdout } = await runCli([name, '--help']);
  const [options = ''] = stdout.split('\nExamples:');
  return new Set(options.match(/--[a-z-]+/g));
};

/** Options of the scripts under bench/ that are for pointing at a checkout. */
const benchOptions = (): string[] =>
  [...readFileSync(join(root, 'bench/corpus.ts'), 'utf8').matchAll(/^ +([a-z]+): \{ type: /gm)].map(
    ([, name]) => `--${name}`,
  );

describe('the commands in the documentation', () => {
  it('are there', () => expect(calls.length).toBeGreaterThan(20));

  it.each(calls)('$line', async ({ words: [name = '', ...words] }) => {
    if (name.startsWith('-') || name.startsWith('<') || name === '…') return;
    const entry = entryOf(name);
    expect(entry?.usage).toBeDefined();
    const known = await optionsOf(name);
    const given = words.filter((word) => word.startsWith('--'));
    expect(given.filter((option) => !known.has(option))).toEqual([]);
    const first = words.findIndex((word) => word.startsWith('--'));
    const positional = first === -1 ? words : words.slice(0, first);
    // In a sentence a command may stand for itself, without what it takes.
    const most = (entry?.usage.split(' ').length ?? 0) - 1;
    expect(positional.length).toBeLessThanOrEqual(most);
  });
});

describe('the options in the documentation', () => {
  it('exist', async () => {
    const known = new Set<string>();
    for (const { usage } of commandTable)
      for (const option of await optionsOf(usage.split(' ')[0] ?? '')) known.add(option);
    for (const option of benchOptions()) known.add(option);
    const written = documents.flatMap((document) =>
      codeIn(document).flatMap((code) => /^(--[a-z-]+)(?:[ =<]|$)/.exec(code)?.[1] ?? []),
    );
    expect(written.filter((option) => !known.has(option))).toEqual([]);
  });
});

describe('the npm scripts in the documentation', () => {
  const scripts = (path: string): string[] =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/^ {4}"([a-z:]+)": "/gm)].map(
      ([, name = '']) => name,
    );

  it('exist, here or in a generated project', () => {
    const known = new Set([
      ...scripts('package.json'),
      ...scripts('src/templates/project/package.json.hbs'),
      ...systems.flatMap((system) => Object.keys(system.scripts ?? {})),
    ]);
    const written = documents.flatMap((document) =>
      codeIn(document).flatMap((code) =>
        [...code.matchAll(/\bnpm run ([a-z:]+)/g)].map(([, name = '']) => name),
      ),
    );
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((name) => !known.has(name))).toEqual([]);
  });
});
