import * as Plot from '@observablehq/plot';
import type { ReportModel } from '../../model.ts';

const maxTables = 40;

interface Use {
  readonly table: string;
  readonly module: string;
  readonly writes: boolean;
  /** More than one module writes the table. */
  readonly shared: boolean;
}

export function drawTables({ tables }: ReportModel): SVGSVGElement | HTMLElement {
  const shown = [...tables]
    .sort((a, b) => b.writers.length - a.writers.length || (a.table < b.table ? -1 : 1))
    .slice(0, maxTables);
  const uses = shown.flatMap(({ table, readers, writers }) =>
    [...new Set([...writers, ...readers])].map((module): Use => {
      const writes = writers.includes(module);
      return { table, module, writes, shared: writes && writers.length > 1 };
    }),
  );
  const modules = [...new Set(uses.map(({ module }) => module))].sort();
  const longest = Math.max(...shown.map(({ table }) => table.length));
  const widest = Math.max(...modules.map(({ length }) => length));
  return Plot.plot({
    style: { fontSize: '12px' },
    width: longest * 7.5 + modules.length * 60 + 60,
    height: widest * 5 + shown.length * 26 + 40,
    marginLeft: longest * 7.5 + 12,
    marginTop: widest * 5 + 16,
    x: { axis: 'top', domain: modules, label: null, tickRotate: -40, tickSize: 0 },
    y: { domain: shown.map(({ table }) => table), label: null, tickSize: 0 },
    marks: [
      Plot.cell(uses, {
        x: 'module',
        y: 'table',
        inset: 1,
        rx: 3,
        fill: ({ shared }: Use) => (shared ? 'var(--bad-soft)' : 'var(--accent-soft)'),
        title: ({ table, module, writes }: Use) => `${module} ${writes ? 'writes' : 'reads'} ${table}`,
      }),
      Plot.text(uses, {
        x: 'module',
        y: 'table',
        text: ({ writes }: Use) => (writes ? 'W' : 'r'),
        fill: 'var(--ink)',
        pointerEvents: 'none',
      }),
    ],
  });
}
