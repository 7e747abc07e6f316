import * as Plot from '@observablehq/plot';
import type { Candidate, Figure } from '../../../model.ts';
import type { ReportModel } from '../../model.ts';

interface Spot {
  readonly need: number;
  readonly cost: number;
  /** Modules at the same place share one label. */
  readonly names: string;
}

/** Top left: much speaks for it, and it costs little. */
export function drawCandidates({ verdict }: ReportModel): SVGSVGElement | HTMLElement {
  const spots = spotsOf(verdict.candidates);
  const [need, cost] = [
    Math.max(3, ...spots.map((each) => each.need)),
    Math.max(3, ...spots.map((each) => each.cost)),
  ];
  return Plot.plot({
    style: { fontSize: '12px' },
    width: 900,
    height: 360,
    marginLeft: 48,
    marginBottom: 44,
    grid: true,
    x: { label: 'points of cost', domain: [-0.3, cost + 2] },
    y: { label: 'points of need', domain: [-0.3, need + 0.5] },
    marks: [
      Plot.dot(spots, { x: 'cost', y: 'need', r: 5, fill: 'var(--accent)', title: 'names' }),
      Plot.text(named(spots), {
        x: 'cost',
        y: 'need',
        text: ({ names }: Spot) => shortened(names),
        dx: 9,
        textAnchor: 'start',
        fill: 'var(--ink)',
      }),
    ],
  });
}

const points = (figures: readonly Figure[]): number =>
  figures.reduce((sum, each) => sum + (each.points ?? 0), 0);

function spotsOf(candidates: readonly Candidate[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const { module, need, cost } of candidates) {
    const spot = { need: points(need), cost: points(cost) };
    const key = `${spot.need} ${spot.cost}`;
    const names = [spots.get(key)?.names, module].filter((each) => each !== undefined).join(', ');
    spots.set(key, { ...spot, names });
  }
  return [...spots.values()];
}

/** Names where something speaks for a module, or where nothing speaks for any of those that cost least. */
const named = (spots: readonly Spot[]): Spot[] =>
  spots.some(({ need }) => need > 0) ? spots.filter(({ need }) => need > 0) : spots.slice(0, 1);

const shortened = (names: string): string => (names.length > 30 ? `${names.slice(0, 29)}…` : names);
