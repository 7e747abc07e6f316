import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { snapshot } from '../support/snapshot.ts';
import { liftSchema } from '../../src/cli/schemas/lift.ts';
import { commitAll, writeFileIn, writeProject } from '../support/write-project.ts';

/** Prices are asked for two files away from where they are declared, by functions of other names. */
const files = {
  'package.json': '{ "name": "till", "version": "1.0.0", "type": "module" }\n',
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "types": [] } }\n',
  'src/prices.ts': `export interface Prices {
  of(article: string): number;
  all(): Promise<string[]>;
}

export class ListedPrices implements Prices {
  of(article: string): number {
    return article.length;
  }

  async all(): Promise<string[]> {
    return ['tea'];
  }
}
`,
  'src/basket.ts': `import type { Prices } from './prices.js';

export class Basket {
  constructor(private readonly prices: Prices) {}

  /** What all of it costs. */
  total(articles: string[]): number {
    let sum = 0;
    articles.forEach((article) => {
      sum += this.prices.of(article); // each on its own
    });
    return sum;
  }
}
`,
  'src/receipt.ts': `import type { Basket } from './basket.js';

export const receipt = (basket: Basket, articles: string[]): string => \`total: \${basket.total(articles)}\`;
`,
  'src/desk.ts': `import { Basket } from './basket.js';
import { ListedPrices } from './prices.js';
import { receipt } from './receipt.js';

export function serve(): string {
  return receipt(new Basket(new ListedPrices()), ['tea', 'milk']).toUpperCase();
}
`,
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scaffold-lift-'));
  for (const [path, text] of Object.entries(files)) writeFileIn(root, path, text);
  commitAll(root, 'start');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const scaffold = (...argv: readonly string[]) => runCli(argv, { cwd: root });
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const target = 'src/prices.ts#Prices';

describe('lifting an interface of any codebase', { timeout: 60_000 }, () => {
  it('follows its callers through all files, keeps what was written, and is taken back', async () => {
    const before = snapshot(root);
    const { exitCode, stdout } = await scaffold('lift', target);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Prices: of');
    expect(read('src/prices.ts')).toContain('  of(article: string): Promise<number>;');
    expect(read('src/basket.ts')).toContain(`  async total(articles: string[]): Promise<number> {
    let sum = 0;
    for (const article of articles) {
      sum += await this.prices.of(article); // each on its own
    }
    return sum;`);
    expect(read('src/receipt.ts')).toContain(
      'async (basket: Basket, articles: string[]): Promise<string> =>',
    );
    expect(read('src/desk.ts')).toContain(
      `return (await receipt(new Basket(new ListedPrices()), ['tea', 'milk'])).toUpperCase();`,
    );
    expect((await scaffold('undo')).exitCode).toBe(0);
    expect(snapshot(root)).toEqual(before);
  });

  it('does nothing the second time', async () => {
    await scaffold('lift', target);
    const once = snapshot(root);
    const { exitCode, stdout } = await scaffold('lift', target);
    expect([exitCode, stdout.split('\n')[0]]).toEqual([
      0,
      'Nothing to do: lift Prices is in place as it is.',
    ]);
    expect(snapshot(root)).toEqual(once);
  });

  it('shows as JSON what it would change', async () => {
    const before = snapshot(root);
    const { stdout } = await scaffold('lift', target, '--dry-run', '--json');
    const shown = JSON.parse(stdout) as Record<string, unknown> & { functions: { name: string }[] };
    expect(shown).toMatchObject({ target: 'Prices', members: ['of'], applied: false, awaited: 3 });
    expect(shown.functions.map(({ name }) => name).sort()).toEqual([
      'Basket.total',
      'ListedPrices.of',
      'receipt',
      'serve',
    ]);
    expect(shown['diff']).toContain('+export async function serve(): Promise<string> {');
    expect(snapshot(root)).toEqual(before);
  });

  it('changes nothing where something is in the way, and lists all of it', async () => {
    const more = `import { serve } from './desk.js';
export class Shop { readonly greeting = serve(); get again() { return serve(); } }
`;
    writeFileIn(root, 'src/shop.ts', more);
    const before = snapshot(root);
    const { exitCode, stdout } = await scaffold('lift', target, '--json');
    const { error } = JSON.parse(stdout) as {
      error: { findings: { code: string; place: { file: string } }[] };
    };
    expect(exitCode).toBe(1);
    expect(error.findings.map(({ code, place }) => [code, place.file])).toEqual([
      ['lift-in-field', 'src/shop.ts'],
      ['lift-in-accessor', 'src/shop.ts'],
    ]);
    expect(snapshot(root)).toEqual(before);
  });

  it('takes an error with a reason, but never what is refused', async () => {
    const more = `import { serve } from './desk.js';
declare const bus: { on(name: string, work: () => void): void };
export function listen() { bus.on('open', () => { serve(); }); }
`;
    writeFileIn(root, 'src/listen.ts', more);
    const stopped = await scaffold('lift', target);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('[lift-void-callback@listen]');
    const accepted = await scaffold(
      'lift',
      target,
      '--accept',
      'lift-void-callback@listen',
      '--reason',
      'logged',
      '--allow-dirty',
    );
    expect(accepted.exitCode).toBe(0);
    expect(read('src/listen.ts')).toContain(`bus.on('open', async () => { await serve(); });`);
  });

  it('finds what is imported by another name', async () => {
    writeFileIn(
      root,
      'src/cost.ts',
      'export default function cost(article: string): number {\n  return article.length;\n}\n',
    );
    writeFileIn(
      root,
      'src/shelf.ts',
      "import priceOf from './cost.js';\nexport const label = (article: string) => `${priceOf(article)}`;\n",
    );
    expect((await scaffold('lift', 'src/cost.ts', '--allow-dirty')).exitCode).toBe(0);
    expect(read('src/shelf.ts')).toContain('async (article: string) => `${await priceOf(article)}`');
  });

  it('names the methods that there are', async () => {
    const { exitCode, stderr } = await scaffold('lift', target, '--method', 'off');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('its synchronous methods are of');
  });

  it('stops before it changes more functions than it may', async () => {
    const { exitCode, stderr } = await scaffold('lift', target, '--max-changed-functions', '2');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('4 functions would become async, more than 2');
  });
});

describe('lifting the port of a module', { timeout: 60_000 }, () => {
  it('changes the module and its callers', async () => {
    const project = await writeProject();
    const edit = (path: string, from: string, to: string): void => {
      const text = readFileSync(join(project, path), 'utf8');
      expect(text).toContain(from);
      writeFileIn(project, path, text.replace(from, to));
    };
    edit(
      'modules/payments/src/index.ts',
      'export interface Payments {',
      'export interface Payments {\n  accepts(card: string): boolean;\n',
    );
    edit(
      'modules/payments/src/domain/service.ts',
      '  async charge(',
      '  accepts(card: string): boolean {\n    return card !== "";\n  }\n\n  async charge(',
    );
    edit(
      'modules/orders/src/domain/settlement.ts',
      '      await this.#payments.charge(',
      '      if (!this.#payments.accepts(card)) return;\n      await this.#payments.charge(',
    );
    commitAll(project, 'accepts');
    const { exitCode, stdout, stderr } = await runCli(['lift', 'payments', '--json'], { cwd: project });
    expect(exitCode, stdout + stderr).toBe(0);
    expect(liftSchema.strict().parse(JSON.parse(stdout))).toMatchObject({
      target: 'Payments',
      members: ['accepts'],
      applied: true,
    });
    expect(readFileSync(join(project, 'modules/orders/src/domain/settlement.ts'), 'utf8')).toContain(
      'if (!(await this.#payments.accepts(card))) return;',
    );
    rmSync(project, { recursive: true, force: true });
  });
});
