import * as Plot from '@observablehq/plot';
import type { ReportModel, ReportPair } from '../../model.ts';

const maxModules = 16;

/** Both halves of the matrix are filled, so that a module is read along one line. */
export function drawCoChange({ coChange }: ReportModel): SVGSVGElement | HTMLElement {
  const names = mostCoupled(coChange);
  const shown = coChange.filter(({ a, b }) => names.includes(a) && names.includes(b));
  const cells = shown.flatMap((pair) => [pair, { ...pair, a: pair.b, b: pair.a }]);
  const longest = Math.max(...names.map(({ length }) => length));
  return Plot.plot({
    style: { fontSize: '12px' },
    width: longest * 7.5 + names.length * 56 + 60,
    height: longest * 5.5 + names.length * 36 + 40,
    marginLeft: longest * 7.5 + 12,
    marginTop: longest * 5.5 + 16,
    x: { axis: 'top', domain: names, label: null, tickRotate: -40, tickSize: 0 },
    y: { domain: names, label: null, tickSize: 0 },
    opacity: { domain: [0, 1], range: [0.08, 1] },
    marks: [
      Plot.cell(cells, {
        x: 'a',
        y: 'b',
        fill: 'var(--accent)',
        fillOpacity: 'degree',
        inset: 1,
        rx: 3,
        title: ({ a, b, together, degree }: ReportPair) =>
          `${a} and ${b}: ${together} commits, ${Math.round(degree * 100)} % of the quieter one`,
      }),
    ],
  });
}

function mostCoupled(pairs: readonly ReportPair[]): string[] {
  const weight = new Map<string, number>();
  for (const { a, b, degree } of pairs)
    for (const name of [a, b]) weight.set(name, (weight.get(name) ?? 0) + degree);
  return [...weight]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, maxModules)
    .map(([name]) => name);
}
