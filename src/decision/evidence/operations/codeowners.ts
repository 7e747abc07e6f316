import type { ModuleMap } from '../model.ts';
import type { Ownership } from './model.ts';
import type { Tree } from './tree.ts';

/** In the order in which GitHub and GitLab look for it. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

interface Rule {
  readonly matches: RegExp;
  readonly owners: readonly string[];
}

/** Reads who owns what. The last rule that matches a file decides; a rule without owners takes them away. */
export function readCodeowners(tree: Tree, map: ModuleMap): Ownership | undefined {
  const file = places.find((place) => tree.files.includes(place));
  const text = file === undefined ? undefined : tree.read(file);
  if (file === undefined || text === undefined) return undefined;
  const invalid: string[] = [];
  const rules: Rule[] = [];
  text.split('\n').forEach((line, at) => {
    const rule = readRule(line, file.startsWith('.gitlab'));
    if (rule === 'invalid') invalid.push(`${at + 1}: ${line.trim()}`);
    else if (rule) rules.push(rule);
  });
  return {
    file,
    rules: rules.length,
    invalid,
    owners: [...new Set(rules.flatMap(({ owners }) => owners))].sort(),
    modules: ownersOfModules(tree, map, rules),
  };
}

function readRule(line: string, gitlab: boolean): Rule | 'invalid' | undefined {
  const [pattern = '', ...rest] = line
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/(?<!\\)\s+/);
  if (pattern === '' || (gitlab && /^\^?\[/.test(pattern))) return undefined;
  // GitHub skips such lines without a word.
  const allowed = !pattern.startsWith('!') && !/[[\]]/.test(pattern);
  const named = rest.every((owner) => /^@@?[\w.-]+(\/[\w.-]+)*$|^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(owner));
  return allowed && named ? { matches: patternOf(pattern), owners: rest } : 'invalid';
}

/** A pattern as in .gitignore: `*` within a folder, `**` across folders, anchored where it has a slash before its end. */
function patternOf(pattern: string): RegExp {
  const anchored = /^\/|\/(?=.)/.test(pattern);
  const folder = pattern.endsWith('/');
  const body = pattern
    .replaceAll('\\ ', ' ')
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .split(/(\*\*\/|\/\*\*|\*\*|\*|\?)/)
    .map((part) => wildcards[part] ?? part.replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`))
    .join('');
  const start = anchored ? '^' : '^(?:.*/)?';
  // `docs/*` is the files of docs alone, `docs` and `docs/` everything below.
  const end = folder ? '/.*$' : pattern.endsWith('/*') ? '$' : '(?:/.*)?$';
  return new RegExp(start + body + end);
}

const wildcards: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

/** Of so many files of a module it is seen who owns it. */
const sample = 200;

function ownersOfModules(tree: Tree, map: ModuleMap, rules: readonly Rule[]): Ownership['modules'] {
  const filesOf = new Map<string, string[]>();
  for (const file of tree.files) {
    const module = map.moduleOf(file);
    if (module === undefined) continue;
    const files = filesOf.get(module) ?? [];
    if (files.length < sample) files.push(file);
    filesOf.set(module, files);
  }
  return map.modules.map(({ name }) => {
    const files = filesOf.get(name) ?? [];
    const counts = new Map<string, number>();
    for (const file of files) {
      const owners = rules.findLast(({ matches }) => matches.test(file))?.owners ?? [];
      const key = owners.join(' ');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const [most = '', count = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    const share = files.length === 0 ? 0 : Math.round((count / files.length) * 100) / 100;
    return { module: name, owners: most.split(' ').filter(Boolean), share };
  });
}
