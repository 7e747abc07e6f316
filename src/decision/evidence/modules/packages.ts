import { posix } from 'node:path';
import { isAside } from './names.ts';

/** One package.json with the code around it. Folders are relative to the root; the root itself is ''. */
export interface PackageFolder {
  readonly folder: string;
  readonly name: string | undefined;
  readonly dependencies: ReadonlySet<string>;
  readonly scripts: Readonly<Record<string, string>>;
  /** Files behind `.` and its subpaths as package.json says, e.g. `./src/index.ts` or `./dist/index.js`. */
  readonly entries: readonly { readonly subpath: string; readonly target: string }[];
  /** `#imports` of the package. */
  readonly imports: readonly { readonly subpath: string; readonly target: string }[];
}

type Json = Readonly<Record<string, unknown>>;

/** Every package of the codebase, the root first; tests and examples have packages of their own that do not count. */
export function readPackages(
  files: readonly string[],
  read: (path: string) => string | undefined,
): readonly PackageFolder[] {
  return files
    .filter((path) => posix.basename(path) === 'package.json')
    .map((path) => (path === 'package.json' ? '' : posix.dirname(path)))
    .filter((folder) => !folder.split('/').some((part, depth) => isAside(part, depth)))
    .flatMap((folder) => {
      const json = parse(read(posix.join(folder, 'package.json')));
      return json === undefined ? [] : [describe(folder, json)];
    })
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function describe(folder: string, json: Json): PackageFolder {
  const dependencies = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  const { name, exports, main, module, types, scripts } = json;
  const fields = [
    ...targetsOf('.', exports),
    ...[main, module, types].flatMap((target) => targetsOf('.', target)),
  ];
  return {
    folder,
    name: typeof name === 'string' ? name : undefined,
    dependencies: new Set(dependencies.flatMap((key) => Object.keys(record(json[key])))),
    scripts: Object.fromEntries(
      Object.entries(record(scripts)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    entries: fields,
    imports: Object.entries(record(json['imports'])).flatMap(([key, target]) => targetsOf(key, target)),
  };
}

/** The targets of an `exports` field: a text, conditions, or subpaths with either. */
function targetsOf(subpath: string, target: unknown): { subpath: string; target: string }[] {
  if (typeof target === 'string') return [{ subpath, target }];
  if (Array.isArray(target)) return target.flatMap((one) => targetsOf(subpath, one));
  return Object.entries(record(target)).flatMap(([key, value]) =>
    targetsOf(key.startsWith('.') ? key : subpath, value),
  );
}

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

function parse(text: string | undefined): Json | undefined {
  try {
    const value: unknown = JSON.parse((text ?? '').replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** The package that a path belongs to: the one with the deepest folder. */
export function packageFinder(
  packages: readonly PackageFolder[],
): (path: string) => PackageFolder | undefined {
  const byFolder = new Map(packages.map((each) => [each.folder, each]));
  return (path) => {
    for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) {
      const found = byFolder.get(at);
      if (found) return found;
    }
    return byFolder.get('');
  };
}

const servers =
  /^(?:express|fastify|koa|hapi|@hapi\/hapi|hono|@hono\/node-server|restify|polka|@feathersjs\/.*|@nestjs\/(?:core|common|microservices)|@adonisjs\/core|apollo-server.*|@apollo\/server|graphql-yoga|@trpc\/server|@medusajs\/(?:medusa|framework)|moleculer|sails|@redwoodjs\/api|elysia|@loopback\/core|bullmq|amqplib|kafkajs)$/;
const fullStack = /^(?:next|nuxt|@remix-run\/.*|@react-router\/.*|@sveltejs\/kit|astro)$/;
const clients =
  /^(?:react-dom|@angular\/core|vue|svelte|solid-js|preact|react-native|@angular\/platform-browser)$/;

const has = ({ dependencies }: PackageFolder, pattern: RegExp): boolean =>
  [...dependencies].some((name) => pattern.test(name));

export const hasServer = (each: PackageFolder): boolean => has(each, servers) || has(each, fullStack);
export const isFullStack = (each: PackageFolder): boolean => has(each, fullStack);
/** Only what runs in a browser. */
export const isClientPackage = (each: PackageFolder): boolean => has(each, clients) && !hasServer(each);
