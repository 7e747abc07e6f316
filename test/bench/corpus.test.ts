import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { summarise, type Corpus, type TargetResult } from '../../bench/corpus/summary.ts';
import { sweep } from '../../bench/corpus/sweep.ts';
import { snapshot } from '../support/snapshot.ts';
import { writeFileIn } from '../support/write-project.ts';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

const files = {
  'package.json': '{ "name": "fixture", "type": "module" }',
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "types": ["node"] }, "include": ["src"] }',
  'src/rates.ts': `export class RateService {
  constructor(private readonly base: number) {}
  async rate(currency: string): Promise<number> {
    return this.base + currency.length;
  }
}
`,
  'src/feeds.ts': `export class FeedService {
  async watch(listener: (rate: number) => void): Promise<void> {
    listener(1);
  }
  async last(): Promise<number> {
    return 1;
  }
}
`,
  'src/main.ts': `import { FeedService } from './feeds.js';
import { RateService } from './rates.js';

const rates = new RateService(2);
const feeds = new FeedService();
void rates.rate('EUR').then(console.log);
void feeds.last();
`,
};

describe('a sweep of a codebase', () => {
  let root: string;
  let before: Record<string, string>;
  let corpus: Corpus;
  const resultOf = (name: string): TargetResult | undefined =>
    corpus.results.find(({ target }) => target.endsWith(`#${name}`));

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'scaffold-corpus-'));
    for (const [path, text] of Object.entries(files)) writeFileIn(root, path, text);
    mkdirSync(join(root, 'node_modules/@types'), { recursive: true });
    for (const name of ['@types/node', 'undici-types'])
      symlinkSync(join(modules, name), join(root, 'node_modules', name));
    before = snapshot(root);
    corpus = await sweep(root, { extract: true });
  }, 120_000);

  it('extracts what the verdict allows and checks the whole program', () => {
    const extraction = resultOf('RateService')?.extraction;
    expect(extraction).toMatchObject({ newErrors: [] });
    expect(extraction?.diff).toContain('bindRateService(() => new RateService(2))');
  });

  it('leaves what the verdict does not allow, with the reason', () => {
    const result = resultOf('FeedService');
    expect(result?.extraction).toBeUndefined();
    expect(result?.methods?.find(({ name }) => name === 'watch')?.codes).toEqual(['callback-parameter']);
  });

  it('extracts the rest of it when forced', async () => {
    const forced = await sweep(root, { force: true, only: /FeedService/ });
    expect(forced.results[0]?.extraction).toMatchObject({ newErrors: [] });
  }, 120_000);

  it('reads them on one page', () => {
    const page = summarise(corpus);
    expect(page).toMatch(/targets +2\n/);
    expect(page).toMatch(/extractions +1 made, 0 not\n/);
    expect(page).toMatch(/new errors +0\n/);
    expect(page).toMatch(/own tsc .*\(tsconfig\.json\)/);
  });

  it('writes nothing', () => expect(snapshot(root)).toEqual(before));
});

describe('what is said of errors', () => {
  it('counts each new one and names its target', () => {
    const broken = {
      target: 'src/a.ts#A',
      milliseconds: 1,
      verdict: 'extractable',
      extraction: { milliseconds: 1, newErrors: ['tsconfig.json: src/a.ts:1 TS2322 no'] },
    };
    const crashed = { target: 'src/b.ts#B', milliseconds: 1, crash: 'Error: b' };
    const page = summarise({ root: '/', results: [broken, crashed], cold: [] });
    expect(page).toMatch(/new errors +1\n {2}src\/a\.ts#A\n {4}tsconfig\.json: src\/a\.ts:1 TS2322 no\n/);
    expect(page).toMatch(/crashes +1\n {2}src\/b\.ts#B\nError: b\n/);
  });
});
