/** Which files are worth loading because they use a port, judged by their texts. */
import type { LocatedPort } from '../located-port.ts';
import type { ImportMap } from './import-map.ts';

export interface Names {
  /** The port, and what it is exported as: any mention counts. */
  readonly names: readonly string[];
  /** Its methods: a mention counts where something is read from an object, taken apart, or imported. */
  readonly methods: readonly string[];
  readonly isFunctions: boolean;
}

export const namesToLookFor = (port: LocatedPort, methods: readonly string[]): Names => ({
  names: [...new Set([port.name, port.exportName ?? port.name])].filter((name) => name !== 'default'),
  methods,
  isFunctions: port.kind === 'functions',
});

const isTest = (file: string): boolean =>
  /\/(?:tests?|__tests__|__mocks__|e2e)\/|\.(?:test|spec|e2e|e2e-spec)\.[cm]?tsx?$/.test(file);

/**
 * Those of `importers` that use the port. What implements it, or keeps an instance of it, is known by another name in
 * other files; such names are looked for too, until there are no more.
 */
export function usesAny(
  importers: readonly string[],
  map: ImportMap,
  { names, methods, isFunctions, tests }: Names & { readonly tests: boolean },
): string[] {
  const candidates = tests ? [...importers] : importers.filter((each) => !isTest(each));
  const aliases = aliasesIn(candidates.map(map.text), names);
  const words = wordPattern([...names, ...aliases, ...(isFunctions ? methods : [])]);
  const accesses = isFunctions ? undefined : accessPattern(methods);
  return candidates.filter((file) => {
    const text = map.text(file);
    return words.test(text) || accesses?.test(text) === true;
  });
}

/** Classes that implement or extend one of the names, and names that are given one: two steps away at most. */
function aliasesIn(texts: readonly string[], names: readonly string[]): string[] {
  let known = [...names];
  for (let step = 0; step < 2; step += 1) {
    const any = known.map(escape).join('|');
    const subclass = new RegExp(
      `\\bclass\\s+([\\w$]+)[^{]*?\\b(?:extends|implements)\\b[^{]*?\\b(?:${any})\\b`,
      'g',
    );
    const holder = new RegExp(
      `\\bexport\\s+(?:const|let|var)\\s+([\\w$]+)\\s*(?::[^=\\n]*)?=\\s*(?:await\\s+)?(?:new\\s+)?[\\w$.]*\\b(?:${any})\\b`,
      'g',
    );
    const maker = new RegExp(
      `\\bexport\\s+(?:async\\s+)?function\\s+([\\w$]+)[^{;]*?\\)\\s*:\\s*(?:Promise<)?(?:${any})\\b`,
      'g',
    );
    const found = texts.flatMap((text) =>
      [subclass, holder, maker].flatMap((pattern) =>
        [...text.matchAll(pattern)].map(([, name = '']) => name),
      ),
    );
    known = [...new Set([...known, ...found])];
  }
  return known;
}

const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w$])(?:${words.map(escape).join('|')})(?![\\w$])`);

/** `.charge`, `['charge']`, `{ charge }` and `{ charge: … }`. */
function accessPattern(methods: readonly string[]): RegExp | undefined {
  if (methods.length === 0) return undefined;
  const any = methods.map(escape).join('|');
  return new RegExp(`(?:\\.|\\?\\.|#|['"\`])\\s*(?:${any})(?![\\w$])|[{,]\\s*(?:${any})\\s*(?:,|\\}|:)`);
}

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
