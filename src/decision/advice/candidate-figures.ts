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
type Thresholds = readonly [one: number, two: number, three: number];

const points = (value: number, [one, two, three]: Thresholds): number =>
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
export const costFigures = (name: string, measured: Measured): readonly Figure[] => [
  ...couplingFigures(name, measured),
  ...dataFigures(name, measured),
  ...changeFigures(name, measured),
  sizeFigure(name, measured),
];

function couplingFigures(name: string, { code }: Measured): readonly Figure[] {
  const into = code.edges.filter(({ to, imports }) => to === name && imports > 0);
  const out = code.edges.filter(({ from, imports }) => from === name && imports > 0);
  const internals = into.reduce((sum, edge) => sum + edge.internals, 0);
  const cycles = code.cycles.filter(({ modules }) => modules.includes(name));
  const chains = code.chains.filter(({ module, reaches }) => module === name || reaches.includes(name));
  const outside = code.modules.find((one) => one.name === name)?.outside ?? 0;
  return [
    figure('modules that use it', into.length, [1, 3, 6], named(into.map(({ from }) => from))),
    figure('modules that it uses', out.length, [1, 3, 6], named(out.map(({ to }) => to))),
    figure('files outside the modules that it uses', outside, [5, 15, 30]),
    figure('imports of its internals', internals, [1, 6, never]),
    figure('cycles that it is in', cycles.length, [never, 1, 2], circle(cycles[0]?.modules)),
    figure('operations through three other modules or more', chains.length, [1, 5, never]),
  ];
}

function dataFigures(name: string, { data }: Measured): readonly Figure[] {
  const shared = data.shared.filter(({ writers }) => writers.includes(name));
  const keys = data.foreignKeys.filter((key) => key.fromModule === name || key.toModule === name);
  const transactions = data.transactions.filter(({ modules }) => modules.includes(name));
  const tables = named(shared.map(({ table }) => table));
  return [
    figure('tables that others write too', shared.length, [never, 1, 2], tables),
    figure('foreign keys to or from other modules', keys.length, [1, 4, never]),
    figure('transactions with other modules', transactions.length, [never, never, 1]),
  ];
}

/** From this many common commits on, a pair is shown. */
const fewestTogether = 5;

function changeFigures(name: string, { git }: Measured): readonly Figure[] {
  const [closest] = git.coChange.filter(
    ({ a, b, together }) => (a === name || b === name) && together >= fewestTogether,
  );
  if (!closest) return [];
  const percent = Math.round(closest.degree * 100);
  const weight = isStrong(closest) ? 3 : points(closest.degree, [0.3, never, never]);
  const note = closest.a === name ? closest.b : closest.a;
  return [{ what: '% of changes shared with its closest module', value: percent, points: weight, note }];
}

/** Fewer lines than this are hardly worth a pipeline of their own. */
const fewestLines = 300;

function sizeFigure(name: string, { code }: Measured): Figure {
  const lines = code.modules.find((one) => one.name === name)?.lines ?? 0;
  const isSmall = lines < fewestLines;
  return {
    what: 'lines',
    value: lines,
    points: isSmall ? 2 : 0,
    note: isSmall ? 'small for a service of its own' : '',
  };
}

const figure = (what: string, value: number, thresholds: Thresholds, note = ''): Figure => ({
  what,
  value,
  points: points(value, thresholds),
  note,
});

const circle = (modules: readonly string[] = []): string => [...modules, ...modules.slice(0, 1)].join(' → ');

const named = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
