/** Small codebases as people write them. Each prints the same lines wherever its service runs. */

export interface SmallCodebase {
  readonly title: string;
  readonly target: string;
  readonly slug: string;
  /** Where `main.ts` of the service is, without its extension, below the sources. */
  readonly sources: string;
  readonly files: Readonly<Record<string, string>>;
  /** Runs the sources themselves; compiled otherwise. */
  readonly uncompiled?: true;
  /** What the binding looks like where the port is put together. */
  readonly wired: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const nodeNext = {
  module: 'nodenext',
  target: 'es2022',
  strict: true,
  skipLibCheck: true,
  outDir: 'dist',
  rootDir: 'src',
  types: ['node'],
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
};

const commonJs = {
  module: 'commonjs',
  moduleResolution: 'node10',
  ignoreDeprecations: '6.0',
  target: 'es2020',
  lib: ['es2020'],
  strict: false,
  skipLibCheck: true,
  esModuleInterop: false,
  outDir: 'dist',
  rootDir: 'src',
  types: ['node'],
};

const payments = (ending: string): string => `import type { Db } from './db${ending}';

export interface Receipt {
  readonly id: string;
  readonly paidAt: Date;
}

export class CardDeclined extends Error {
  constructor(readonly reason: string) {
    super(\`declined: \${reason}\`);
    this.name = 'CardDeclined';
  }
}

export interface Payments {
  /** @throws {CardDeclined} */
  charge(order: { id: string; amount: number }): Promise<Receipt>;
  /** @readonly */
  find(id: string): Promise<Receipt | undefined>;
}

export class PaymentService implements Payments {
  constructor(private readonly db: Db) {}

  async charge({ id, amount }: { id: string; amount: number }): Promise<Receipt> {
    if (amount > 100) throw new CardDeclined('limit');
    const receipt = { id: \`r-\${id}\`, paidAt: new Date(amount) };
    this.db.rows.set(receipt.id, receipt);
    return receipt;
  }

  async find(id: string): Promise<Receipt | undefined> {
    return this.db.rows.get(id) as Receipt | undefined;
  }
}
`;

const db = `export class Db {
  readonly rows = new Map<string, unknown>();
  constructor(readonly url: string) {}
}
`;

const scenario = (
  ending: string,
): string => `import { CardDeclined, type Payments } from './payments${ending}';

export async function scenario(payments: Payments): Promise<void> {
  const receipt = await payments.charge({ id: '7', amount: 5 });
  console.log(receipt.id, receipt.paidAt instanceof Date, receipt.paidAt.getTime());
  console.log((await payments.find('r-7'))?.id, await payments.find('r-8'));
  const { charge } = payments;
  try {
    await (payments === undefined ? charge : payments.charge)({ id: '8', amount: 500 });
  } catch (error) {
    console.log(error instanceof CardDeclined && error.reason, String(error));
  }
}
`;

const esmRoot: SmallCodebase = {
  title: 'an ES module that makes its objects where it starts',
  target: 'src/payments.ts#Payments',
  slug: 'payments',
  sources: 'src',
  files: {
    'package.json': json({ name: 'esm-root', type: 'module', scripts: { start: 'node dist/main.js' } }),
    'tsconfig.json': json({ compilerOptions: nodeNext, include: ['src'] }),
    'src/payments.ts': payments('.js'),
    'src/db.ts': db,
    'src/scenario.ts': scenario('.js'),
    'src/main.ts': `import { createServer } from 'node:http';
import { Db } from './db.js';
import { PaymentService } from './payments.js';
import { scenario } from './scenario.js';

const db = new Db(process.env['DB_URL'] ?? 'memory');
const payments = new PaymentService(db);

const server = createServer().listen(0);
await scenario(payments);
server.close();
`,
  },
  wired: { 'src/main.ts': 'const payments = bindPayments(() => new PaymentService(db));' },
};

const cjsFactory: SmallCodebase = {
  title: 'CommonJS with a factory that takes its dependencies',
  target: 'src/payments.ts#Payments',
  slug: 'payments',
  sources: 'src',
  files: {
    'package.json': json({ name: 'cjs-factory', scripts: { start: 'node dist/main.js' } }),
    'tsconfig.json': json({ compilerOptions: commonJs, include: ['src'] }),
    'src/payments.ts': payments(''),
    'src/db.ts': db,
    'src/scenario.ts': scenario(''),
    'src/factory.ts': `import { Db } from "./db"
import { PaymentService, Payments } from "./payments"

export interface Dependencies {
  db: Db
}

export function createPayments(deps: Dependencies): Payments {
  const service = new PaymentService(deps.db)
  return service
}
`,
    'src/main.ts': `import { Db } from "./db"
import { createPayments } from "./factory"
import { scenario } from "./scenario"

async function main() {
  const db = new Db("memory")
  const app = { payments: createPayments({ db }), name: "app" }
  await scenario(app.payments)
}

main()
`,
  },
  wired: { 'src/main.ts': 'payments: bindPayments(() => createPayments({ db })), name: "app" }' },
};

const classAsType = `import { Db } from './db';

export class Ledger {
  private readonly entries: string[] = [];
  constructor(private readonly db: Db) {}

  async add(text: string, at?: Date): Promise<number> {
    this.entries.push(\`\${this.db.url} \${text} \${at?.toISOString() ?? '-'}\`);
    return this.entries.length;
  }

  /** @readonly */
  async all(): Promise<string[]> {
    return [...this.entries];
  }
}
`;

const singleton: SmallCodebase = {
  title: 'a class that is its own type, kept in an exported constant',
  target: 'src/ledger/ledger.ts#Ledger',
  slug: 'ledger',
  sources: 'src',
  files: {
    'package.json': json({ name: 'singleton', scripts: { start: 'node ./dist/main.js' } }),
    'tsconfig.json': json({
      compilerOptions: { ...commonJs, strict: true, esModuleInterop: true, target: 'es2019' },
      include: ['src'],
    }),
    'src/ledger/ledger.ts': classAsType,
    'src/ledger/db.ts': db,
    'src/ledger/index.ts': `import { Db } from './db';
import { Ledger } from './ledger';

const db = new Db('memory');
const ledger = new Ledger(db);

export { ledger };
`,
    'src/main.ts': `import { ledger } from './ledger';
import { Ledger } from './ledger/ledger';

async function write(to: Ledger): Promise<void> {
  console.log(await to.add('one'), await to.add('two', new Date(0)));
  console.log(await to.all());
  const { all } = to.constructor === undefined ? to : { all: () => to.all() };
  console.log((await all()).length);
}

void write(ledger);
`,
  },
  wired: { 'src/ledger/index.ts': 'const ledger = bindLedger(() => new Ledger(db));' },
};

const functions: SmallCodebase = {
  title: 'functions of a module',
  target: 'src/rates/index.ts',
  slug: 'rates',
  sources: 'src',
  files: {
    'package.json': json({ name: 'functions', type: 'module', scripts: { start: 'node dist/main.js' } }),
    'tsconfig.json': json({ compilerOptions: nodeNext, include: ['src'] }),
    'src/rates/index.ts': `import { table } from './table.js';

export const BASE = 'EUR';
export type Currency = keyof typeof table;

export class UnknownCurrency extends Error {
  constructor(readonly currency: string) {
    super(\`unknown: \${currency}\`);
    this.name = 'UnknownCurrency';
  }
}

/** @readonly */
export async function rate(currency: string): Promise<number> {
  const found = table[currency as Currency];
  if (found === undefined) throw new UnknownCurrency(currency);
  return found;
}

/** @readonly */
export async function convert(amount: number, currency: string): Promise<{ amount: number; currency: string }> {
  return { amount: amount * (await rate(currency)), currency };
}
`,
    'src/rates/table.ts': `export const table = { EUR: 1, USD: 2, GBP: 3 } as const;\n`,
    'src/main.ts': `import { BASE, convert, rate, UnknownCurrency, type Currency } from './rates/index.js';

const currency: Currency = 'USD';
console.log(BASE, await rate(currency), await convert(3, currency));
try {
  await convert(1, 'XXX');
} catch (error) {
  console.log(error instanceof UnknownCurrency && error.currency);
}
console.log(await Promise.all(['EUR', 'GBP'].map((each) => rate(each))));
`,
  },
  wired: {
    'src/rates/index.ts': 'export const rate: typeof implementation.rate = (...args) => port.rate(...args);',
  },
};

const statics: SmallCodebase = {
  title: 'static methods, sources run as they are, with paths',
  target: 'src/pricing/pricing.ts#Pricing',
  slug: 'pricing',
  sources: 'src',
  uncompiled: true,
  files: {
    'package.json': json({
      name: 'statics',
      type: 'module',
      devDependencies: { tsx: '4' },
      scripts: { start: 'tsx src/main.ts' },
    }),
    'tsconfig.json': json({
      compilerOptions: {
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ['node'],
        noImplicitOverride: true,
        paths: { '@/*': ['./src/*'] },
      },
      include: ['src'],
    }),
    'src/pricing/pricing.ts': `import { discountOf } from '@/pricing/discount'

export class Pricing {
  static readonly currency = 'EUR'

  /** @readonly */
  static async price(item: string, count = 1): Promise<bigint> {
    return BigInt(item.length * count) - BigInt(discountOf(item))
  }
}
`,
    'src/pricing/discount.ts': `export const discountOf = (item: string): number => (item === 'tea' ? 1 : 0)\n`,
    'src/main.ts': `import { Pricing } from '@/pricing/pricing'

console.log(Pricing.currency, await Pricing.price('tea'), await Pricing.price('coffee', 3))
`,
  },
  wired: { 'src/pricing/pricing.ts': 'export class Pricing extends Implementation {' },
};

const sealedStatics: SmallCodebase = {
  ...statics,
  title: 'static methods of a class that nobody may make',
  files: {
    ...statics.files,
    'src/pricing/pricing.ts': (statics.files['src/pricing/pricing.ts'] ?? '').replace(
      "  static readonly currency = 'EUR'\n",
      "  static readonly currency = 'EUR'\n  private constructor() {}\n",
    ),
  },
  wired: { 'src/pricing/pricing.ts': 'export const Pricing: typeof Implementation = Object.assign(' },
};

const workspace: SmallCodebase = {
  title: 'an object in a package of a pnpm workspace',
  target: 'packages/api/src/mailer.ts#mailer',
  slug: 'mailer',
  sources: 'packages/api/src',
  files: {
    'package.json': json({ name: 'root', private: true }),
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'packages/api/package.json': json({
      name: '@acme/api',
      type: 'module',
      scripts: { start: 'node dist/main.js' },
    }),
    'packages/api/tsconfig.json': json({ compilerOptions: nodeNext, include: ['src'] }),
    'packages/api/src/mailer.ts': `const sent: string[] = [];

export const mailer = {
  async send(to: string, text: string): Promise<{ position: number }> {
    sent.push(\`\${to}: \${text}\`);
    return { position: sent.length };
  },

  /** @readonly */
  async sent(): Promise<readonly string[]> {
    return [...sent];
  },
};
`,
    'packages/api/src/main.ts': `import { mailer } from './mailer.js';

console.log(await mailer.send('a@example.org', 'hello'), await mailer.send('b@example.org', 'hi'));
console.log(await mailer.sent());
`,
  },
  wired: { 'packages/api/src/mailer.ts': 'export const mailer = bindMailer(() => ({' },
};

export const codebases: readonly SmallCodebase[] = [
  esmRoot,
  cjsFactory,
  singleton,
  functions,
  statics,
  sealedStatics,
  workspace,
];
