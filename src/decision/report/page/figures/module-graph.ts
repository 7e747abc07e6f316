import dagre from '@dagrejs/dagre';
import * as Plot from '@observablehq/plot';
import type { ReportEdge, ReportModel } from '../../model.ts';

/** More would be a picture of nothing; the table has them all. */
const maxModules = 18;

interface Box {
  readonly name: string;
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Arrow extends ReportEdge {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly circular: boolean;
}

export function drawModuleGraph(report: ReportModel): SVGSVGElement | HTMLElement {
  const edges = mostCoupled(report);
  const { boxes, arrows, width, height } = layOut(report, edges);
  const line = (circular: boolean, internal: boolean) =>
    Plot.line(
      arrows
        .filter((each) => each.circular === circular && each.internals > 0 === internal)
        .flatMap((each) => each.points.map((point) => ({ ...point, ...each }))),
      {
        x: 'x',
        y: 'y',
        z: (each: Arrow) => `${each.from} ${each.to}`,
        stroke: circular ? 'var(--bad)' : 'var(--edge)',
        strokeWidth: ({ imports }: ReportEdge) => Math.min(5, 1.2 + Math.log2(imports) / 2),
        strokeDasharray: internal ? '5 3' : 'none',
        curve: 'basis',
        markerEnd: 'arrow',
        title: titleOf,
      },
    );
  return Plot.plot({
    style: { fontSize: '12px' },
    width,
    height,
    margin: 8,
    x: { axis: null, domain: [0, width] },
    y: { axis: null, domain: [height, 0] },
    marks: [
      line(false, false),
      line(false, true),
      line(true, false),
      line(true, true),
      Plot.rect(boxes, {
        x1: (box: Box) => box.x - box.width / 2,
        x2: (box: Box) => box.x + box.width / 2,
        y1: (box: Box) => box.y - box.height / 2,
        y2: (box: Box) => box.y + box.height / 2,
        fill: 'var(--surface)',
        stroke: 'var(--line)',
        rx: 6,
        title: 'title',
      }),
      Plot.text(boxes, {
        x: 'x',
        y: 'y',
        text: 'name',
        fill: 'var(--ink)',
        fontSize: 12,
        pointerEvents: 'none',
      }),
    ],
  });
}

const titleOf = ({ from, to, imports, internals }: ReportEdge): string =>
  `${from} imports ${to} ${imports} times${internals > 0 ? `, ${internals} of them past its public entry` : ''}`;

/** The imports among the modules that have most of them. */
function mostCoupled({ modules, edges }: ReportModel): readonly ReportEdge[] {
  const weight = new Map<string, number>();
  for (const { from, to, imports } of edges)
    for (const name of [from, to]) weight.set(name, (weight.get(name) ?? 0) + imports);
  const kept = new Set(
    modules
      .map(({ name }) => name)
      .sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || (a < b ? -1 : 1))
      .slice(0, maxModules),
  );
  return edges.filter(({ from, to }) => kept.has(from) && kept.has(to));
}

function layOut({ modules, cycles }: ReportModel, edges: readonly ReportEdge[]) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 14, ranksep: 64, ranker: 'tight-tree', marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = modules.filter(
    ({ name }) => edges.length === 0 || edges.some(({ from, to }) => from === name || to === name),
  );
  for (const { name } of shown.slice(0, maxModules))
    graph.setNode(name, { width: name.length * 8 + 28, height: 34 });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const byName = new Map(modules.map((each) => [each.name, each]));
  const boxes = graph.nodes().map((name: string): Box => {
    const { x, y, width, height } = graph.node(name);
    const { files = 0, lines = 0 } = byName.get(name) ?? {};
    return { name, x, y, width, height, title: `${name}: ${files} files, ${lines} lines` };
  });
  const arrows = edges.map((edge): Arrow => {
    const { points = [] } = graph.edge(edge.from, edge.to) as { points?: { x: number; y: number }[] };
    return {
      ...edge,
      points,
      circular: cycles.some((each) => each.includes(edge.from) && each.includes(edge.to)),
    };
  });
  const { width = 600, height = 200 } = graph.graph();
  return { boxes, arrows, width: Math.max(320, width), height: Math.max(80, height) };
}
