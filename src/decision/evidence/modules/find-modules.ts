import { posix } from 'node:path';
import type { CandidateModule } from '../model.ts';
import {
  childrenOf,
  clientFolders,
  containersIn,
  isBelow,
  isWithin,
  nestFolders,
  sourceRootOf,
} from './folders.ts';
import { isAside, isClient, isContainer, isLayer, isNestedContainer, isShared } from './names.ts';
import { hasServer, isClientPackage, isFullStack, type PackageFolder } from './packages.ts';

export type OtherRole = 'library' | 'layer' | 'front-end' | 'composition' | 'beside';

/** A part of the codebase that is no candidate, and what it is taken for. */
export interface OtherPart {
  readonly name: string;
  readonly paths: readonly string[];
  readonly role: OtherRole;
}

export interface Parts {
  readonly modules: readonly CandidateModule[];
  readonly others: readonly OtherPart[];
}

/** What is known of the codebase before any file is parsed. Paths are relative to the root. */
export interface Outline {
  /** Files of code, tests left out. */
  readonly sources: readonly string[];
  readonly packages: readonly PackageFolder[];
  /** Files with a class that Nest calls a module. */
  readonly nestModules: readonly string[];
  /** Folders of packages that run on their own, where the codebase is split already. */
  readonly services: ReadonlySet<string>;
  /** True where scaffold made the project: then `modules/` holds the modules and `apps/` puts them together. */
  readonly scaffolded: boolean;
}

interface Draft {
  readonly folder: string;
  readonly from: CandidateModule['from'];
}

interface Found {
  readonly drafts: readonly Draft[];
  readonly others: readonly OtherPart[];
}

/** The parts that could become services, by the conventions that codebases follow. */
export function findModules(outline: Outline): Parts {
  const owner = ownerOf(outline);
  const sourcesOf = new Map<string | undefined, string[]>();
  for (const path of outline.sources) {
    const folder = owner(path);
    const known = sourcesOf.get(folder);
    if (known) known.push(path);
    else sourcesOf.set(folder, [path]);
  }
  const found = outline.packages.map((each) => inPackage(each, sourcesOf.get(each.folder) ?? [], outline));
  const loose = sourcesOf.get(undefined) ?? [];
  const withoutPackage = loose.length === 0 ? [] : [inside('', loose, outline, true)];
  const all = [...found, ...withoutPackage];
  const drafts = all.flatMap((each) => each.drafts);
  return {
    modules: named(drafts),
    others: withoutHolders(
      all.flatMap(({ others }) => others),
      drafts,
    ),
  };
}

/** A folder that holds modules is none of what its name says. */
const withoutHolders = (others: readonly OtherPart[], drafts: readonly Draft[]): readonly OtherPart[] =>
  others.filter(({ paths }) => !drafts.some(({ folder }) => paths.some((path) => isBelow(folder, path))));

function ownerOf({ packages }: Outline): (path: string) => string | undefined {
  const folders = new Set(packages.map(({ folder }) => folder));
  return (path) => {
    for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) if (folders.has(at)) return at;
    return folders.has('') ? '' : undefined;
  };
}

function inPackage(each: PackageFolder, sources: readonly string[], outline: Outline): Found {
  const { folder } = each;
  const whole = (role: OtherRole): Found => ({ drafts: [], others: [part(folder, role)] });
  if (sources.length === 0) return { drafts: [], others: [] };
  if (outline.scaffolded) return scaffoldedPart(folder, whole);
  if (folder === '') return inside(folder, sources, outline, isFullStack(each));
  if (isClientPackage(each)) return whole('front-end');
  const role = roleOfPackage(each, outline);
  if (role !== undefined) return whole(role);
  if (!outline.services.has(folder)) {
    const split = inside(folder, sources, outline, isFullStack(each));
    if (split.drafts.length > 1) return split;
  }
  return { drafts: [{ folder, from: 'workspace' }], others: [] };
}

function scaffoldedPart(folder: string, whole: (role: OtherRole) => Found): Found {
  if (/^modules\/[^/]+$/.test(folder)) return { drafts: [{ folder, from: 'workspace' }], others: [] };
  return whole(folder.startsWith('apps/') || folder === '' ? 'composition' : 'library');
}

/** What a package is that is no part: shared code by its name or place, or what puts the others together. */
function roleOfPackage(each: PackageFolder, { packages, services }: Outline): OtherRole | undefined {
  if (services.has(each.folder)) return undefined;
  const parts = each.folder.split('/');
  const last = parts.at(-1) ?? '';
  if (parts.some((one, depth) => isAside(one, depth))) return 'beside';
  if (parts.some(isClient) && !hasServer(each)) return 'front-end';
  const container = parts.slice(0, -1).findIndex(isContainer);
  if (container >= 0)
    return parts.slice(container + 1).some((one) => isShared(one) || isLayer(one)) ? 'library' : undefined;
  if (
    isShared(last) ||
    parts.slice(1, -1).some(isShared) ||
    /^(?:cli|create-.*|.*-cli|eslint-.*|config-.*)$/.test(last)
  )
    return 'library';
  if (isApp(each.folder)) return undefined;
  if (!hasServer(each) || !hasStart(each) || usedByOthers(each, packages))
    return puts(each, packages) ? 'composition' : 'library';
  return undefined;
}

export const isApp = (folder: string): boolean =>
  /^(?:apps?|services?|applications|microservices)\/./.test(folder);

/** A server that is made of several other packages. */
const puts = (each: PackageFolder, packages: readonly PackageFolder[]): boolean =>
  hasServer(each) &&
  packages.filter(({ name }) => name !== undefined && each.dependencies.has(name)).length > 4;

const hasStart = ({ scripts }: PackageFolder): boolean =>
  Object.keys(scripts).some((name) => /^(?:start|dev|serve)\b/.test(name));

const usedByOthers = ({ name }: PackageFolder, packages: readonly PackageFolder[]): boolean =>
  name !== undefined && packages.some(({ dependencies }) => dependencies.has(name));

/** The parts inside one package: by feature folders and Nest modules, else by the folders of its source root. */
function inside(folder: string, sources: readonly string[], outline: Outline, full: boolean): Found {
  const client = clientFolders(folder, sources, full);
  const code = sources.filter((path) => !client.some((one) => isBelow(path, one)));
  const containers = containersIn(folder, code);
  const featured = containers.flatMap((container) => partsOf(container, code));
  const nest = nestFolders(
    outline.nestModules.filter((path) => isWithin(path, folder)),
    containers,
  );
  const drafts: Draft[] = [
    ...nest
      .filter((one) => !featured.some((other) => isBelow(one, other) || one === other))
      .map((one) => ({ folder: one, from: 'nest' as const })),
    ...featured.map((one) => ({ folder: one, from: 'folder' as const })),
  ];
  const parts = drafts.filter((one) => !isSharedBelow(one.folder, folder));
  const top = topFolders(folder, code);
  const others: OtherPart[] = client.map((one) => part(one, 'front-end'));
  if (parts.length < 2) return { drafts: top.drafts, others: [...others, ...top.others] };
  const rest = drafts
    .filter((one) => !parts.includes(one))
    .map((one) => part(one.folder, roleByName(one.folder)));
  return { drafts: parts, others: [...others, ...rest, ...top.others] };
}

/** The parts in a folder of parts; one that holds more of them stands for those. */
const partsOf = (container: string, sources: readonly string[]): string[] =>
  childrenOf(container, sources).flatMap((child) => {
    if (!isNestedContainer(posix.basename(child))) return [child];
    const nested = partsOf(child, sources);
    return nested.length > 1 ? nested : [child];
  });

/** Whether a folder, or one around it up to the nearest folder of parts, is called as shared code is. */
function isSharedBelow(folder: string, top: string): boolean {
  const parts = folder.slice(top === '' ? 0 : top.length + 1).split('/');
  const from = parts.findLastIndex(isContainer) + 1;
  const name = parts.at(-1) ?? '';
  return isLayer(name) || isClient(name) || parts.slice(from === 0 ? 1 : from).some(isShared);
}

const roleByName = (folder: string): OtherRole => {
  const name = posix.basename(folder);
  if (isClient(name)) return 'front-end';
  return isLayer(name) ? 'layer' : 'library';
};

const part = (folder: string, role: OtherRole): OtherPart => ({
  name: folder === '' ? '(root)' : folder,
  paths: [folder],
  role,
});
/** The folders of the source root, each by what its name says. Fewer than two parts are none. */
function topFolders(folder: string, sources: readonly string[]): Found {
  const root = sourceRootOf(folder, sources);
  const children = childrenOf(root, sources).map((child) => ({ child, name: posix.basename(child) }));
  const parts = children.filter(
    ({ name }, _, all) =>
      !isShared(name) && !isLayer(name) && !isAside(name, all.length) && !name.startsWith('.'),
  );
  const others = children.flatMap(({ child, name }) => {
    if (isShared(name)) return [part(child, 'library')];
    return isLayer(name) ? [part(child, 'layer')] : [];
  });
  const worth = parts.filter(({ child }) => sources.filter((path) => isBelow(path, child)).length > 1);
  // Beside layers, single folders are usually another layer with a name of its own.
  const layered = others.filter(({ role }) => role === 'layer').length > worth.length;
  if (worth.length < 2 || layered)
    return {
      drafts: [],
      others: [...others, ...worth.map(({ child }) => part(child, layered ? 'layer' : 'library'))],
    };
  return { drafts: worth.map(({ child }) => ({ folder: child, from: 'folder' })), others };
}

/** The last part of the folder as the name; with its parent where two would be called the same. */
function named(drafts: readonly Draft[]): CandidateModule[] {
  const base = drafts.map(({ folder }) => posix.basename(folder));
  return drafts
    .map(({ folder, from }, index) => {
      const name = base[index] ?? folder;
      const repeated = base.filter((one) => one === name).length > 1;
      return { name: repeated ? folder.split('/').slice(-2).join('/') : name, paths: [folder], from };
    })
    .map((module, index, all) =>
      all.findIndex(({ name }) => name === module.name) === index
        ? module
        : { ...module, name: module.paths[0] ?? module.name },
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
