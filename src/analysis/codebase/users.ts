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

/**
 * Those of `candidates` that use the port, or put together what it is part of. What implements it, keeps an instance of it or
 * makes one is known by another name in other files; such names are looked for too.
 */
export function usersAmong(
  candidates: readonly string[],
  target: string,
  map: ImportMap,
  { names, methods, isFunctions }: Names,
): string[] {
  const words = wordPattern([
    ...otherNames([target, ...candidates].map(map.text), names),
    ...(isFunctions ? methods : []),
  ]);
  const accesses = isFunctions ? undefined : accessPattern(methods);
  return candidates.filter((file) => {
    const text = map.text(file);
    return words.test(text) || accesses?.test(text) === true || assembles(text);
  });
}

/** Modules of Nest and registrations in a container put together what they mention under no name of its own. */
const assembles = (text: string): boolean =>
  /@Module\(|\bNestFactory\b/.test(text) || (usesContainer.test(text) && registers.test(text));

const usesContainer = /['"](?:tsyringe|awilix(?:-[\w-]+)?|inversify(?:-[\w-]+)?)(?:\/[^'"]*)?['"]/;
const registers = /\b(?:register\w*|createContainer|loadModules|bind|ContainerModule|registry)\s*[<(]/;

/** Names lead to names: a class to the function that constructs it, that to the one that calls it. */
const maxSteps = 4;

function otherNames(texts: readonly string[], names: readonly string[]): string[] {
  const parts = texts.flatMap(exportedParts);
  const known = new Set(names);
  for (let step = 0; step < maxSteps; step += 1) {
    const pattern = wordPattern([...known]);
    const found = parts.filter(({ name, telling }) => !known.has(name) && pattern.test(telling));
    if (found.length === 0) break;
    for (const { name } of found) known.add(name);
  }
  return [...known];
}

interface ExportedPart {
  readonly name: string;
  /** What of its text shows that it is, has or makes something: heritage, constructions, calls and declared results. */
  readonly telling: string;
}

const declared = /^export\s+(?:default\s+)?(?:abstract\s+|async\s+)?(class|const|let|function)\s+([\w$]+)/;
const makes = /\bnew\s+[\w$.]+|[\w$]+(?=\s*\()|\)\s*:\s*[\w$<>[\] ]+|^export\s+const\s+[\w$]+\s*:[^=]*/g;

/** The exports of a file, each with its text up to the next statement at the beginning of a line. */
function exportedParts(text: string): ExportedPart[] {
  return text.split(/\n(?=[a-z@/])/).flatMap((part) => {
    const [, keyword, name] = declared.exec(part) ?? [];
    if (name === undefined) return [];
    const heritage = /\b(?:extends|implements)\b[^{]*/.exec(part)?.[0] ?? '';
    const telling = keyword === 'class' ? heritage : [...part.matchAll(makes)].join(' ');
    return telling === '' ? [] : [{ name, telling }];
  });
}

export const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w$])(?:${words.map(escape).join('|')})(?![\\w$])`);

/** `.charge`, `['charge']`, `{ charge }` and `{ charge: … }`. */
function accessPattern(methods: readonly string[]): RegExp | undefined {
  if (methods.length === 0) return undefined;
  const any = methods.map(escape).join('|');
  return new RegExp(`(?:\\.|#|['"\`])\\s*(?:${any})(?![\\w$])|[{,]\\s*(?:${any})\\s*(?:,|\\}|:)`);
}

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
