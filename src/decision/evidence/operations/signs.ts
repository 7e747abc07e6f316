import { capabilitiesOf, packageOf, type Capability } from './libraries.ts';
import type { Sign } from './model.ts';
import { isSource, lineAt, type Tree } from './tree.ts';

export type Signs = Readonly<Record<Capability, readonly Sign[]>>;

/** Everything in packages and source files that stands for a capability, and how many source files were looked at. */
export function readSigns(tree: Tree): { readonly signs: Signs; readonly sources: number } {
  const signs: Record<Capability, Sign[]> = {
    tracing: [],
    metrics: [],
    logs: [],
    errors: [],
    health: [],
    incidents: [],
  };
  const add = (capability: Capability, what: string, where: string): void => {
    const known = signs[capability];
    // One place for each thing is enough; which packages depend on it is told in full.
    if (
      !known.some((sign) => sign.what === what && (sign.where === where || !where.endsWith('package.json')))
    )
      known.push({ what, where });
  };
  const sources = tree.files.filter(isSource);
  for (const path of tree.files) if (isManifest(path)) readManifest(tree, path, add);
  for (const path of sources) readSource(tree, path, add);
  return { signs, sources: sources.length };
}

type Add = (capability: Capability, what: string, where: string) => void;

const isManifest = (path: string): boolean => path === 'package.json' || path.endsWith('/package.json');

function readManifest(tree: Tree, path: string, add: Add): void {
  const manifest = parseJson(tree.read(path));
  for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
    for (const name of Object.keys(asRecord(manifest[field])))
      for (const capability of capabilitiesOf(name)) add(capability, `depends on ${name}`, path);
  }
  // An agent is often started by the command line and imported nowhere.
  const scripts = Object.values(asRecord(manifest['scripts'])).join('\n');
  for (const [, name = ''] of scripts.matchAll(/(?:--require|--import|-r)[ =]([@\w][\w@/.-]*)/g))
    for (const capability of capabilitiesOf(packageOf(name)))
      add(capability, `a script starts ${packageOf(name)}`, path);
}

const imported = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;

/** A route that answers whether the process is well. Calls of somebody else's (`axios.get(…)`, `https://…`) are none. */
const healthRoute =
  /(?<!axios|client|request|http|fetch|got|agent)(?:\.(?:get|all|use|route|head)\s*\(\s*|\b(?:path|url)\s*:\s*)(['"`])((?:(?!\1|:\/\/)[^\n]){0,100}?\/_?(?:health|healthz|healthy|health[-_]?checks?|livez|liveness|readyz|readiness|ready|live)\/?)\1/gi;
/** In a decorator the slash is mostly left out. */
const healthDecorator =
  /@(?:Get|All|Controller|Route)\s*\(\s*(?:\{\s*path:\s*)?(['"`])((?:(?!\1)[^\n]){0,100}?\b_?(?:health|healthz|health[-_]?checks?|livez|liveness|readyz|readiness))\/?\1/gi;
/** The same in frameworks whose files are their routes. */
const healthFile =
  /(^|\/)(app|pages|routes|api)\/(.*\/)?(health|healthz|healthcheck|health-check|livez|readyz|ready)(\/(route|index|\+server))?\.[jt]sx?$/i;
const sampledTraces = /\btraces(?:SampleRate|Sampler)\b\s*[:=(]/;

function readSource(tree: Tree, path: string, add: Add): void {
  if (healthFile.test(path)) add('health', 'a route by its file', path);
  const text = tree.read(path);
  if (text === undefined) return;
  for (const match of text.matchAll(imported)) {
    const name = packageOf(match[2] ?? '');
    for (const capability of capabilitiesOf(name))
      add(capability, `imports ${name}`, `${path}:${lineAt(text, match.index)}`);
  }
  if (/health|live|read/i.test(text)) {
    for (const match of [...text.matchAll(healthRoute), ...text.matchAll(healthDecorator)]) {
      if (isComment(text, match.index)) continue;
      add('health', `the route ${match[2]}`, `${path}:${lineAt(text, match.index)}`);
    }
  }
  // What runs in a browser traces pages.
  const sampled =
    text.includes('@sentry/') && !/client|browser/i.test(path) ? sampledTraces.exec(text) : null;
  if (sampled && !isComment(text, sampled.index))
    add('tracing', 'Sentry with traces', `${path}:${lineAt(text, sampled.index)}`);
}

function isComment(text: string, position: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  return /^\s*(\/\/|\*|\/\*)/.test(line);
}

/** The object in a JSON text; empty for anything else. */
export function parseJson(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse((text ?? '{}').replace(/^\uFEFF/, '')));
  } catch {
    return {};
  }
}

export const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
