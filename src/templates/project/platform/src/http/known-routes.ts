import type { FastifyInstance } from 'fastify';

export interface KnownRoutes {
  /** Methods that a path answers to. */
  methodsOf(url: string): string[];
}

/** Remembers the routes, so that a wrong method can be told from a wrong path: fastify calls both not found. */
export function knownRoutes(app: FastifyInstance): KnownRoutes {
  const routes: { form: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    // A catch-all would make every path known.
    if (!url.includes('*')) routes.push({ form: formOf(url), methods: [method].flat() });
  });
  return {
    methodsOf: (url) => {
      const path = url.split('?', 1)[0] ?? url;
      const methods = routes.filter(({ form }) => form.test(path)).flatMap((route) => route.methods);
      return [...new Set(methods)].sort();
    },
  };
}

function formOf(pattern: string): RegExp {
  const parts = pattern
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}/?$`);
}
