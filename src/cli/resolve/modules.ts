import { builtinModules } from 'node:module';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { longestName } from './project-name.ts';

export interface ModulePlan {
  readonly name: string;
  readonly uses: readonly string[];
}

/** The sample that every new project may start from. */
export const sampleModules: readonly ModulePlan[] = [
  { name: 'users', uses: [] },
  { name: 'orders', uses: ['users', 'payments'] },
  { name: 'payments', uses: [] },
];

/** Folders and packages that a project already has under that name. */
const reserved = new Set(
  'apps clients deploy dist docs gateway host modules monolith node_modules platform project src test tests tools'.split(
    ' ',
  ),
);

/** Words that cannot name a variable, in TypeScript or in any of its strict modes. */
const keywords = new Set(
  (
    'any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do ' +
    'else enum eval export extends false finally for from function get if implements import in instanceof interface is ' +
    'keyof let module namespace never new null number object of package private protected public readonly require return ' +
    'set static string super switch symbol this throw true try type typeof undefined unknown var void while with yield'
  ).split(' '),
);

const builtins = new Set(builtinModules);

/** Why a module cannot have this name; `undefined` when it can. */
export function moduleNameProblem(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return 'it is not lower-case words joined by hyphens';
  if (name.length > longestName) return `it is longer than ${longestName} characters`;
  if (keywords.has(name)) return 'it is a word of the language';
  if (builtins.has(name)) return 'it is a module of Node.js';
  if (reserved.has(name)) return 'a project already has a folder or package of that name';
  if (name.endsWith('-client'))
    return 'names that end in -client belong to the clients that an extraction makes';
  return undefined;
}

/** The modules with what each uses, or all that is wrong with them. A use may be named before or after its module. */
export function checkModules(
  names: readonly string[],
  uses: Readonly<Record<string, readonly string[]>>,
): Outcome<readonly ModulePlan[]> {
  const usesOf = (name: string): readonly string[] => (Object.hasOwn(uses, name) ? (uses[name] ?? []) : []);
  const modules = [...new Set(names)].map((name) => ({ name, uses: [...new Set(usesOf(name))] }));
  const findings = [
    ...(names.length === 0
      ? [diagnostic('value-invalid', { name: 'modules', value: 'empty', expected: 'one module or more' })]
      : []),
    ...nameProblems(names),
    ...useProblems(modules, uses),
  ];
  if (findings.length > 0) return refuse(...findings);
  const circle = findCircle(modules);
  return circle ? refuse(diagnostic('module-circle', { circle })) : succeed(modules);
}

function nameProblems(names: readonly string[]): readonly Diagnostic[] {
  return names.flatMap((module, index) => {
    const reason = moduleNameProblem(module);
    if (names.indexOf(module) < index) {
      return names.indexOf(module, names.indexOf(module) + 1) === index
        ? [diagnostic('module-repeated', { module })]
        : [];
    }
    return reason === undefined ? [] : [diagnostic('module-name-invalid', { module, reason })];
  });
}

function useProblems(
  modules: readonly ModulePlan[],
  uses: Readonly<Record<string, readonly string[]>>,
): readonly Diagnostic[] {
  const candidates = modules.map(({ name }) => name);
  const unknown = (module: string, usedBy: string): Diagnostic =>
    diagnostic('module-not-declared', { module, usedBy, nearest: nearest(module, candidates), candidates });
  const users = Object.keys(uses).filter((name) => !candidates.includes(name));
  return [
    ...users.map((name) => unknown(name, name)),
    ...modules.flatMap(({ name, uses: used }) =>
      used.flatMap((one) => {
        if (one === name) return [diagnostic('module-uses-itself', { module: name })];
        return candidates.includes(one) ? [] : [unknown(one, name)];
      }),
    ),
  ];
}

/** The first circle of uses, as `a, b, a`; `undefined` when there is none. */
function findCircle(modules: readonly ModulePlan[]): readonly string[] | undefined {
  const usesOf = new Map(modules.map(({ name, uses }) => [name, uses]));
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const used of usesOf.get(name) ?? []) {
      const circle = visit(used, [...path, name]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  return modules.map(({ name }) => visit(name, [])).find((circle) => circle !== undefined);
}
