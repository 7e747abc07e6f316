import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { loadTree, systemIds, systems, viewOverview } from '../../src/templates/index.ts';

const strict = { strict: true, noEscape: true, knownHelpersOnly: true } as const;

const view = (chosen: readonly string[]) =>
  viewOverview(
    {
      name: 'demo',
      architecture: 'modular-monolith',
      modules: [
        { name: 'users', uses: [] },
        { name: 'catalog', uses: ['users'] },
        { name: 'ledger', uses: ['catalog'] },
      ],
      systems: chosen,
      decision: { verdict: '', overruled: false, answers: {}, adr: '' },
    },
    [
      { module: 'catalog', port: 3100 },
      { module: 'ledger', port: 3101 },
    ],
  );

/** The same, but a name that it does not have is an error, in `if` and `each` too, where Handlebars takes it for no. */
function watched<T extends object>(value: T, at = ''): T {
  return new Proxy(value, {
    get: (target, key) => {
      if (typeof key === 'string' && !(key in target) && key !== 'length')
        throw new Error(`${at}.${key} is not there`);
      const found: unknown = Reflect.get(target, key);
      return typeof found === 'object' && found !== null ? watched(found, `${at}.${String(key)}`) : found;
    },
  });
}

/** What stands in the view of a template besides the project, by the folder that it is in. */
function viewsFor(path: string, project: ReturnType<typeof view>): object[] {
  if (path.startsWith('process/')) return project.processes.map((process) => ({ ...project, process }));
  if (path.startsWith('module/')) return project.modules.map((module) => ({ ...project, module }));
  return [project];
}

describe.each(systemIds)('the templates of the system %s', (id) => {
  const templates = [...loadTree('parts')].flatMap(([path, text]) => {
    const prefix = `systems/${id}/`;
    return path.startsWith(prefix) && path.endsWith('.hbs')
      ? [[path.slice(prefix.length), text] as const]
      : [];
  });

  it('ask only for what their view has, whatever else the project has', () => {
    for (const [path, text] of templates) {
      const render = Handlebars.compile(text, strict);
      for (const chosen of [[id], systemIds])
        for (const each of viewsFor(path, view(chosen)))
          expect(() => render(watched(each)), path).not.toThrow();
    }
  });
});

it('a name that is not there is found, in a condition too', () => {
  const render = Handlebars.compile('{{#if systems.never}}x{{/if}}', strict);
  expect(() => render(watched(view([])))).toThrow('.systems.never is not there');
});

it('what a system says belongs to it is there', () => {
  const paths = [...loadTree('project').keys()];
  const absent = systems.flatMap(({ id, project = [] }) =>
    project
      .filter((part) => !paths.some((path) => (part.endsWith('/') ? path.startsWith(part) : path === part)))
      .map((part) => `${id}: ${part}`),
  );
  expect(absent).toEqual([]);
});
