/** Emitted texts as the project's own formatter would leave them. */
import { format } from 'prettier';

const parsers: Readonly<Record<string, string>> = { ts: 'typescript', md: 'markdown', json: 'json' };

export async function formatSource(path: string, text: string): Promise<string> {
  const parser = path.endsWith('package.json')
    ? 'json-stringify'
    : parsers[path.slice(path.lastIndexOf('.') + 1)];
  return parser === undefined ? text : format(text, { parser, printWidth: 110, singleQuote: true });
}

/** Sorted by path, each text formatted. */
export async function formatFiles(files: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    await Promise.all(sorted.map(async ([path, text]) => [path, await formatSource(path, text)] as const)),
  );
}
