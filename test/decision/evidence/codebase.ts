import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { measure, type Measured, type MeasureRequest } from '../../../src/decision/evidence/index.ts';

export type Texts = Readonly<Record<string, string>>;

/** A folder with these files. */
export function writeCodebase(files: Texts): string {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-advise-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Makes it a repository and commits everything, as somebody, on a day of 2026. */
export function commit(root: string, author = 'Ada', date = '2026-01-15'): void {
  const when = `${date}T12:00:00Z`;
  const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const as = ['-c', `user.name=${author}`, '-c', `user.email=${author.toLowerCase()}@example.org`];
  const git = (...args: string[]): void =>
    void execFileSync('git', [...as, ...args], { cwd: root, env, stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', `work of ${author}`);
}

export const measureAt = (root: string, more: Partial<MeasureRequest> = {}) =>
  measure({ root, now: new Date('2026-02-03T10:00:00Z'), given: [], items: [], progress: () => {}, ...more });

export async function measured(files: Texts): Promise<Measured> {
  const result = await measureAt(writeCodebase(files));
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.value;
}

/** Two modules that use each other through their indexes; `orders` writes a table of `billing`. */
export const shop: Texts = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }',
  'src/main.ts':
    "import express from 'express';\nimport { OrderService } from './modules/orders/index.ts';\nexpress().listen(3000);\nexport const orders = OrderService;\n",
  'src/modules/orders/index.ts': "export { OrderService } from './order-service.ts';\n",
  'src/modules/orders/order-service.ts': `import { BillingService } from '../billing/index.ts';
export class OrderService {
  constructor(private readonly billing: BillingService, private readonly db: { query(sql: string): Promise<void> }) {}
  async place(): Promise<void> {
    await this.db.query('INSERT INTO orders (id) VALUES (1)');
    await this.billing.charge();
  }
}
`,
  'src/modules/billing/index.ts': "export { BillingService } from './billing-service.ts';\n",
  'src/modules/billing/billing-service.ts': `import type { Rate } from '../orders/rate.ts';
export class BillingService {
  rate?: Rate;
  constructor(private readonly db: { query(sql: string): Promise<void> }) {}
  async charge(): Promise<void> {
    await this.db.query('INSERT INTO invoices (id) VALUES (1)');
  }
}
`,
  'src/modules/orders/rate.ts': 'export type Rate = number;\n',
};
