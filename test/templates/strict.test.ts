import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { loadTree, viewOverview, type Blueprint } from '../../src/templates/index.ts';

/** Names that a template asks for, with the block that each is looked up in. */
function namesIn(
  program: hbs.AST.Program,
  scope: readonly string[] = [],
): { name: string; scope: readonly string[] }[] {
  return program.body.flatMap((node) => {
    if (node.type === 'MustacheStatement') return pathNames((node as hbs.AST.MustacheStatement).path, scope);
    if (node.type !== 'BlockStatement') return [];
    const block = node as hbs.AST.BlockStatement;
    const subject = block.params.flatMap((parameter) => pathNames(parameter, scope));
    const helper = (block.path as hbs.AST.PathExpression).original;
    const inner = helper === 'each' ? [...scope, subject[0]?.name ?? ''] : scope;
    return [
      ...subject,
      ...namesIn(block.program, inner),
      ...(block.inverse ? namesIn(block.inverse, scope) : []),
    ];
  });
}

function pathNames(
  node: hbs.AST.Node,
  scope: readonly string[],
): { name: string; scope: readonly string[] }[] {
  if (node.type !== 'PathExpression') return [];
  const path = node as hbs.AST.PathExpression;
  if (path.data) return [];
  const at = path.depth === 0 ? scope : scope.slice(0, -path.depth);
  const name = path.parts[0];
  return name === undefined ? [] : [{ name, scope: at }];
}

const blueprint: Blueprint = {
  name: 'demo',
  architecture: 'modular-monolith',
  modules: [
    { name: 'users', uses: [] },
    { name: 'catalog', uses: ['users'] },
  ],
  decision: { verdict: 'start-modular', overruled: false, answers: {}, adr: '' },
};
const project = viewOverview(blueprint, [{ module: 'catalog', port: 3100 }]);
const module = project.modules.find(({ name }) => name === 'catalog');

/** What a view holds at a nesting of `each` blocks, by its first element. */
function valueAt(view: unknown, scope: readonly string[]): unknown {
  return scope.reduce<unknown>(
    (value, name) => (value as Record<string, readonly unknown[]>)[name]?.[0],
    view,
  );
}

/** Handlebars lets a misspelt name in `{{#if}}` and `{{#each}}` pass in silence, in strict mode too. */
describe.each([
  ['project', project],
  ['parts/module', module],
])('the templates of %s', (tree, view) => {
  const templates = [...loadTree(tree)].filter(([path]) => path.endsWith('.hbs'));

  it('are there', () => expect(templates.length).toBeGreaterThan(0));

  it.each(templates)('%s asks only for what its view has', (_, text) => {
    for (const { name, scope } of namesIn(Handlebars.parse(text))) {
      if (name === 'this') continue;
      const value = valueAt(tree === 'project' && scope.includes('uses') ? projectWithUses : view, scope);
      expect(value, `${scope.join('/')} of ${name}`).toHaveProperty([name]);
    }
  });
});

const projectWithUses = { ...project, modules: project.modules.filter(({ uses }) => uses.length > 0) };
