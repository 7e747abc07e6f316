/** Emitted texts as the project's own formatter would leave them. */
import { format, type Options } from 'prettier';

const parsers: Readonly<Record<string, string>> = { ts: 'typescript', md: 'markdown', json: 'json' };

/** `own`: how the codebase formats, where that is not how scaffold does. */
export async function formatSource(path: string, text: string, own?: Options): Promise<string> {
  const parser = path.endsWith('package.json')
    ? 'json-stringify'
    : parsers[path.slice(path.lastIndexOf('.') + 1)];
  return parser === undefined ? text : format(text, { ...(own ?? usual), parser });
}

const usual: Options = { printWidth: 110, singleQuote: true };

/** Sorted by path, each text formatted. */
export async function formatFiles(
  files: ReadonlyMap<string, string>,
  own?: Options,
): Promise<Map<string, string>> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    await Promise.all(
      sorted.map(async ([path, text]) => [path, await formatSource(path, text, own)] as const),
    ),
  );
}
