/** The report as a browser shows it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../../src/decision/report/index.ts';
import { buildPage } from '../../../tools/build-page.mjs';
import { sampleReport } from './sample.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wanted = process.env['REQUIRE_CHROMIUM'] === '1';

describe.skipIf(executablePath === undefined && !wanted)(
  'the report in a browser',
  { timeout: 60_000 },
  () => {
    let folder: string;
    let browser: Browser;
    const pages: Page[] = [];

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'scaffold-report-'));
      await buildPage(folder);
      const assets = {
        script: readFileSync(join(folder, 'report.js'), 'utf8'),
        style: readFileSync(join(folder, 'report.css'), 'utf8'),
      };
      writeFileSync(join(folder, 'report.html'), renderReport(sampleReport(), assets));
      const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
      browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    async function open(
      options: Parameters<Browser['newPage']>[0] = {},
    ): Promise<Page & { errors: string[] }> {
      const page = await browser.newPage(options);
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('request', (request) => !request.url().startsWith('file:') && errors.push(request.url()));
      await page.goto(pathToFileURL(join(folder, 'report.html')).href);
      pages.push(page);
      return Object.assign(page, { errors });
    }

    it('draws every figure, without an error and without a request', async () => {
      const page = await open();
      const drawn = await page
        .locator('.plot')
        .evaluateAll((plots) =>
          plots.map((plot) => [plot.id, plot.querySelectorAll('path, rect, text').length] as const),
        );
      expect(drawn.map(([id]) => id)).toEqual([
        'module-graph',
        'co-change',
        'ownership',
        'tables',
        'candidates-plot',
      ]);
      for (const [id, shapes] of drawn) expect(shapes, id).toBeGreaterThan(3);
      expect(page.errors).toEqual([]);
    });

    it('decides again with the keyboard alone, and says so to a screen reader', async () => {
      const page = await open();
      const outcome = page.locator('#what-if-verdict');
      expect(await outcome.textContent()).toContain('The same verdict: Improve the boundaries first');
      await page.locator('input[name="Q4-independent"][value="no"]').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await outcome.textContent()).toContain('The verdict moves to Consider splitting');
      expect(await outcome.getAttribute('aria-live')).toBe('polite');
      await page.locator('input[name="Q2-team"]').fill('3');
      expect(await outcome.textContent()).toContain('Stay with one deployable');
      await page.getByRole('button', { name: 'Back to the answers given' }).press('Enter');
      await expect.poll(() => outcome.textContent()).toContain('The same verdict');
    });

    it.each(['light', 'dark'] as const)('has no barrier that axe finds, in %s', async (colorScheme) => {
      const page = await open({ colorScheme });
      await page.addScriptTag({ content: axe }).catch(() => page.evaluate(axe));
      const violations = await page.evaluate(async () => {
        const { axe: run } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(violations).toEqual([]);
    });

    it('fits a narrow screen', async () => {
      const page = await open({ viewport: { width: 360, height: 700 } });
      const [wide, narrow] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(wide).toBe(narrow);
    });

    it('prints, without the form', async () => {
      const page = await open();
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#what-if').isVisible()).toBe(false);
      expect(await page.locator('#module-graph svg').isVisible()).toBe(true);
    });

    it('is readable where scripts are off', async () => {
      const page = await open({ javaScriptEnabled: false });
      expect(await page.locator('h1').textContent()).toBe('Improve the boundaries first');
      expect(await page.locator('#module-graph').isVisible()).toBe(false);
      expect(await page.locator('#what-if').isVisible()).toBe(false);
    });
  },
);
