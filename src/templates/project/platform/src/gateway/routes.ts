/** Where requests go. */
export interface Route {
  /** `*`: whatever this process has no route for. */
  readonly prefix: string;
  /** Any method without one. */
  readonly method: string | undefined;
  /** Origin of another system, or `here`. */
  readonly target: URL | 'here';
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Reads `GET /orders=here, /orders=http://old:8080, *=http://old:8080`.
 * @throws {TypeError} that says which entry is wrong
 */
export function parseRoutes(text: string): readonly Route[] {
  const routes = text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : parseRoute(entry.trim())));
  const seen = new Set<string>();
  for (const { method = 'any method', prefix } of routes) {
    const key = `${method} of ${prefix}`;
    if (seen.has(key)) throw new TypeError(`${key} is routed twice`);
    seen.add(key);
  }
  return routes;
}

/** The route of the longest prefix, one for the method before one for any; `undefined`: the process's own. */
export function routeFor(
  routes: readonly Route[],
  { method, path, known }: { readonly method: string; readonly path: string; readonly known: boolean },
): Route | undefined {
  const fitting = routes.filter(
    (route) =>
      (route.method === undefined || route.method === method) &&
      (route.prefix === '*' ? !known : isBelow(path, route.prefix)),
  );
  return fitting.sort(bySharpness)[0];
}

const sharpness = ({ prefix, method }: Route): number =>
  (prefix === '*' ? 0 : prefix.length * 2) + Number(method !== undefined);

const bySharpness = (a: Route, b: Route): number => sharpness(b) - sharpness(a);

const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

function parseRoute(entry: string): Route {
  const match = /^(?:([A-Z]+) +)?(\*|\/[^=\s]*)=(\S+)$/.exec(entry);
  if (!match) throw new TypeError(`"${entry}" is not <prefix>=<target> or <METHOD> <prefix>=<target>`);
  const [, method, prefix = '', target = ''] = match;
  if (method !== undefined && !methods.has(method)) throw new TypeError(`"${entry}": ${method} is no method`);
  return {
    method,
    prefix: prefix.length > 1 ? prefix.replace(/\/$/, '') : prefix,
    target: targetOf(entry, target),
  };
}

function targetOf(entry: string, target: string): URL | 'here' {
  if (target === 'here') return 'here';
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  )
    throw new TypeError(`"${entry}": the target is neither "here" nor an origin such as http://old:8080`);
  return url;
}
