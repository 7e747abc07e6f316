import * as Plot from '@observablehq/plot';
import type { ReportModel } from '../../model.ts';

const maxModules = 24;
/** Authors with a colour of their own; the rest are one grey. */
const maxAuthors = 9;
const others = 'others';

interface Share {
  readonly module: string;
  readonly author: string;
  readonly share: number;
}

export function drawOwnership({ ownership }: ReportModel): SVGSVGElement | HTMLElement {
  const modules = ownership.slice(0, maxModules);
  const all = modules.flatMap(({ module, authors }) =>
    authors.map(({ name, share }): Share => ({ module, author: name, share })),
  );
  const authors = largest(all);
  const shares = modules.flatMap(({ module, authors: everybody }) => [
    ...all.filter((each) => each.module === module && authors.includes(each.author)),
    { module, author: others, share: 1 - sumOf(everybody.filter(({ name }) => authors.includes(name))) },
  ]);
  const longest = Math.max(...modules.map(({ module }) => module.length));
  return Plot.plot({
    style: { fontSize: '12px' },
    width: 720,
    height: modules.length * 26 + 76,
    marginBottom: 44,
    marginLeft: longest * 7 + 12,
    x: { label: 'share of the changes', tickFormat: '%', domain: [0, 1] },
    y: { label: null, domain: modules.map(({ module }) => module), tickSize: 0 },
    color: {
      domain: [...authors, others],
      range: [...palette.slice(0, authors.length), 'var(--quiet)'],
      legend: true,
    },
    marks: [
      Plot.barX(shares, {
        x: 'share',
        y: 'module',
        fill: 'author',
        order: [...authors, others],
        insetTop: 2,
        insetBottom: 2,
        title: ({ author, module, share }: Share) => `${author}: ${Math.round(share * 100)} % of ${module}`,
      }),
    ],
  });
}

const sumOf = (shares: readonly { readonly share: number }[]): number =>
  shares.reduce((sum, { share }) => sum + share, 0);

/** Observable's ten colours without its grey: told apart on white and on black. */
const palette = [
  '#4269d0',
  '#efb118',
  '#ff725c',
  '#6cc5b0',
  '#3ca951',
  '#ff8ab7',
  '#a463f2',
  '#97bbf5',
  '#9c6b4e',
];

function largest(shares: readonly Share[]): string[] {
  const sums = new Map<string, number>();
  for (const { author, share } of shares) sums.set(author, (sums.get(author) ?? 0) + share);
  return [...sums]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, maxAuthors)
    .map(([author]) => author);
}
