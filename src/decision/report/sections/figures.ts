import { html, table, type Html } from '../html.ts';
import type { ReportModel } from '../model.ts';

/** A figure that the page draws into `id`, with its data as a table for those who do not see it. */
function figure(id: string, title: string, note: string, data: Html): Html {
  return html`<section aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p>${note}</p>
    <figure>
      <div
        class="plot"
        id="${id}"
        role="img"
        aria-labelledby="${id}-title"
        aria-describedby="${id}-data"
      ></div>
      <figcaption>
        <details id="${id}-data">
          <summary>The figures as a table</summary>
          ${data}
        </details>
      </figcaption>
    </figure>
  </section>`;
}

const missing = (title: string, why: string): Html =>
  html`<section>
    <h2>${title}</h2>
    <p class="unknown">Unknown: ${why}</p>
  </section>`;

export function moduleGraph({ modules, edges, cycles, chains }: ReportModel): Html {
  if (modules.length < 2) return missing('Modules', 'fewer than two modules were found.');
  const circles =
    cycles.length === 0
      ? html`No cycle between modules.`
      : html`${cycles.length} ${cycles.length === 1 ? 'cycle' : 'cycles'}:
        ${cycles.map((each) => html`<code>${each.join(' → ')}</code> `)}`;
  return figure(
    'module-graph',
    'Modules and what they import',
    'An arrow is an import; the thicker, the more. Red: part of a cycle. Dashed: past the public entry of the module.',
    html`<p>${circles}</p>
      ${table(
        'Imports between modules',
        ['from', 'to', 'imports', 'of internals', 'of types only'],
        edges.map((edge) => [edge.from, edge.to, edge.imports, edge.internals, edge.typeOnly]),
      )}${
        chains.length > 0 &&
        table(
          'Operations that call through several modules',
          ['operation', 'by way of'],
          chains.map(({ operation, steps }) => [operation, steps.join(' → ')]),
        )
      }`,
  );
}

export function coChange({ coChange: pairs }: ReportModel): Html {
  if (pairs.length === 0)
    return missing(
      'What changes together',
      'no two modules changed in the same commits, or there is no history.',
    );
  return figure(
    'co-change',
    'What changes together',
    'The share of the commits of the quieter module that also touch the other one. The stronger the colour, the less independent.',
    table(
      'Modules that change in the same commits',
      ['module', 'with', 'commits', 'degree'],
      pairs.map(({ a, b, together, degree }) => [a, b, together, `${Math.round(degree * 100)} %`]),
    ),
  );
}

export function ownership({ ownership: modules }: ReportModel): Html {
  if (modules.length === 0) return missing('Who changes what', 'there is no history.');
  return figure(
    'ownership',
    'Who changes what',
    'The share of each author in the changes of a module over the last year.',
    table(
      'Authors by module',
      ['module', 'bus factor', 'authors'],
      modules.map(({ module, busFactor, authors }) => [
        module,
        busFactor,
        authors
          .slice(0, 5)
          .map(({ name, share }) => `${name} ${Math.round(share * 100)} %`)
          .join(', '),
      ]),
    ),
  );
}

export function tables({ tables: all }: ReportModel): Html {
  if (all.length === 0) return missing('Who owns which table', 'no access to a database was understood.');
  return figure(
    'tables',
    'Who owns which table',
    'W: writes it, r: only reads it. A table that two modules write belongs to neither.',
    table(
      'Tables and the modules that use them',
      ['table', 'written by', 'read by'],
      all.map((each) => [each.table, each.writers.join(', ') || '–', each.readers.join(', ') || '–']),
    ),
  );
}
