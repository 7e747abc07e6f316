import type { Measured } from '../evidence/measure.ts';
import { isStrong } from '../evidence/git/model.ts';
import type { Figure } from '../model.ts';

/** Packages whose work is of another kind than answering requests: it wants processors, memory or a machine of its own. */
const heavy =
  /^(?:sharp|canvas|jimp|gm|imagemagick|fluent-ffmpeg|@ffmpeg\/.*|puppeteer.*|playwright.*|pdfkit|pdf-lib|pdfmake|@react-pdf\/.*|tesseract\.js|@tensorflow\/.*|onnxruntime-node|@xenova\/.*|@huggingface\/.*|xlsx|exceljs|archiver|unzipper|node-pandoc|mjml|natural|brain\.js|isolated-vm|vm2|duckdb|@duckdb\/.*)$/;

/** Packages that talk to systems of others, which fail and slow down by themselves. */
const foreign =
  /^(?:stripe|braintree|@paypal\/.*|twilio|@sendgrid\/.*|nodemailer|mailgun.*|postmark|@aws-sdk\/.*|aws-sdk|@google-cloud\/.*|googleapis|@azure\/.*|@octokit\/.*|octokit|@slack\/.*|openai|@ai-sdk\/.*|@anthropic-ai\/.*|@elastic\/.*|algoliasearch|meilisearch|firebase-admin|@linear\/.*|@notionhq\/.*|yahoo-finance2|alphavantage|axios|got|node-fetch|undici|ky|superagent)$/;

/** From 0, nothing, to 3: the thresholds from which on a value weighs 1, 2 and 3. */
const points = (value: number, [one, two, three]: readonly [number, number, number]): number =>
  value >= three ? 3 : value >= two ? 2 : value >= one ? 1 : 0;

const never = Number.POSITIVE_INFINITY;

/** What a module of its own would gain, each figure with its weight. */
export function needFigures(name: string, { code, git }: Measured): readonly Figure[] {
  const packages = code.modules.find((one) => one.name === name)?.packages ?? [];
  const heavyOnes = packages.filter((one) => heavy.test(one));
  const foreignOnes = packages.filter((one) => foreign.test(one));
  const figures: Figure[] = [
    {
      what: 'packages whose work needs machines of another kind',
      value: heavyOnes.length,
      points: points(heavyOnes.length, [1, 1, 2]),
      note: heavyOnes.join(', '),
    },
    {
      what: 'packages that talk to systems of others',
      value: foreignOnes.length,
      points: points(foreignOnes.length, [1, 3, never]),
      note: foreignOnes.join(', '),
    },
  ];
  const own = git.ownership.find(({ module }) => module === name);
  const total = git.ownership.reduce((sum, { commits }) => sum + commits, 0);
  if (own === undefined || total < 20) return figures;
  const share = Math.round((own.commits / total) * 100);
  const fair = 100 / git.ownership.length;
  return [
    {
      what: '% of the changes to modules',
      value: share,
      points: points(share / fair, [1.5, 3, 6]),
      note: `${own.commits} commits`,
    },
    ...figures,
  ];
}

/** What stands in the way of it, each figure with its weight. */
export function costFigures(name: string, { code, data, git }: Measured): readonly Figure[] {
  const into = code.edges.filter(({ to, imports }) => to === name && imports > 0);
  const out = code.edges.filter(({ from, imports }) => from === name && imports > 0);
  const internals = into.reduce((sum, edge) => sum + edge.internals, 0);
  const cycles = code.cycles.filter(({ modules }) => modules.includes(name));
  const shared = data.shared.filter(({ writers }) => writers.includes(name));
  const keys = data.foreignKeys.filter((key) => key.fromModule === name || key.toModule === name);
  const transactions = data.transactions.filter(({ modules }) => modules.includes(name));
  const chains = code.chains.filter(({ module, reaches }) => module === name || reaches.includes(name));
  const partner = git.coChange.filter(({ a, b, together }) => (a === name || b === name) && together >= 5)[0];
  const { lines = 0, outside = 0 } = code.modules.find((one) => one.name === name) ?? {};
  return [
    {
      what: 'modules that use it',
      value: into.length,
      points: points(into.length, [1, 3, 6]),
      note: named(into.map(({ from }) => from)),
    },
    {
      what: 'modules that it uses',
      value: out.length,
      points: points(out.length, [1, 3, 6]),
      note: named(out.map(({ to }) => to)),
    },
    {
      what: 'files outside the modules that it uses',
      value: outside,
      points: points(outside, [5, 15, 30]),
    },
    { what: 'imports of its internals', value: internals, points: points(internals, [1, 6, never]) },
    {
      what: 'cycles that it is in',
      value: cycles.length,
      points: points(cycles.length, [never, 1, 2]),
      note: cycles[0] ? [...cycles[0].modules, cycles[0].modules[0]].join(' → ') : '',
    },
    {
      what: 'tables that others write too',
      value: shared.length,
      points: points(shared.length, [never, 1, 2]),
      note: named(shared.map(({ table }) => table)),
    },
    {
      what: 'foreign keys to or from other modules',
      value: keys.length,
      points: points(keys.length, [1, 4, never]),
    },
    {
      what: 'transactions with other modules',
      value: transactions.length,
      points: points(transactions.length, [never, never, 1]),
    },
    {
      what: 'operations through three other modules or more',
      value: chains.length,
      points: points(chains.length, [1, 5, never]),
    },
    ...(partner
      ? [
          {
            what: '% of changes shared with its closest module',
            value: Math.round(partner.degree * 100),
            points: isStrong(partner) ? 3 : points(partner.degree, [0.3, never, never]),
            note: partner.a === name ? partner.b : partner.a,
          },
        ]
      : []),
    {
      what: 'lines',
      value: lines,
      points: lines < 300 ? 2 : 0,
      note: lines < 300 ? 'small for a service of its own' : '',
    },
  ];
}

const named = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
