import Handlebars from 'handlebars';
import { format } from 'prettier';
import type { TemplateTree } from './load.ts';

/** How one tree is rendered. */
export interface Rendering {
  /** What `.hbs` files see. */
  readonly view: object;
  /** npm scope that takes the place of the templates’ own. */
  readonly scope: string;
  /** Values of `__placeholders__` in paths. */
  readonly paths?: Readonly<Record<string, string>>;
}

const strict = { strict: true, noEscape: true, knownHelpersOnly: true } as const;

/** The scope that the template workspace itself uses. */
const templateScope = '@shop/';

/** npm leaves these out of a published package, so they are stored under another name. */
const storedNames: Readonly<Record<string, string>> = {
  _gitignore: '.gitignore',
  _npmrc: '.npmrc',
  _dockerignore: '.dockerignore',
};

/**
 * Renders a tree to texts by path. A plain file is copied, save that the scope is the project’s; a `.hbs` file is
 * rendered. What differs from the stored text is formatted, so that every tree passes its own format check.
 */
export async function renderTree(tree: TemplateTree, rendering: Rendering): Promise<Map<string, string>> {
  const rendered = await Promise.all(
    [...tree].map(async ([path, text]) => {
      const target = targetPath(path, rendering.paths ?? {});
      return [target, await renderFile(path, target, text, rendering)] as const;
    }),
  );
  return new Map(rendered.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function renderFile(
  path: string,
  target: string,
  text: string,
  { view, scope }: Rendering,
): Promise<string> {
  const filled = path.endsWith('.hbs') ? Handlebars.compile(text, strict)(view) : text;
  const scoped = filled.replaceAll(templateScope, `@${scope}/`);
  return scoped === text ? text : formatFile(target, scoped);
}

function targetPath(path: string, values: Readonly<Record<string, string>>): string {
  const named = path
    .replace(/\.hbs$/, '')
    .replace(/__(\w+?)__/g, (whole, name: string) => values[name] ?? whole);
  return named
    .split('/')
    .map((part) => storedNames[part] ?? part)
    .join('/');
}

const parsers: Readonly<Record<string, string>> = {
  ts: 'typescript',
  cjs: 'babel',
  mjs: 'babel',
  json: 'json',
  md: 'markdown',
  yml: 'yaml',
  yaml: 'yaml',
};

/** Formats a text as the generated project’s own formatter would; files it does not know stay as they are. */
export async function formatFile(path: string, text: string): Promise<string> {
  const parser = path.endsWith('package.json')
    ? 'json-stringify'
    : parsers[path.slice(path.lastIndexOf('.') + 1)];
  return parser === undefined ? text : format(text, { parser, printWidth: 110, singleQuote: true });
}
