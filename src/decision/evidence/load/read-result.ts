import type { z } from 'zod';
import { diagnostic, refuse, succeed, type Outcome } from '../../../diagnostics/index.ts';
import { artillerySchema, fromArtillery, fromOldArtillery, oldArtillerySchema } from './artillery.ts';
import { autocannonSchema, fromAutocannon } from './autocannon.ts';
import { fromK6, k6Schema, readK6Text } from './k6.ts';
import type { LoadResult } from './model.ts';
import { fromOwn, ownLoadSchema } from './own.ts';
import { readWrk } from './wrk.ts';

type Json = Readonly<Record<string, unknown>>;

interface Reader {
  readonly tool: string;
  /** By what its output is told from that of others. */
  isFrom(json: Json): boolean;
  read(json: Json, file: string): LoadResult | z.ZodError;
}

const reader = <T>(
  tool: string,
  isFrom: Reader['isFrom'],
  schema: z.ZodType<T>,
  from: (raw: T, file: string) => LoadResult,
): Reader => ({
  tool,
  isFrom,
  read: (json, file) => {
    const parsed = schema.safeParse(json);
    return parsed.success ? from(parsed.data, file) : parsed.error;
  },
});

const has = (json: unknown, key: string): boolean => typeof json === 'object' && json !== null && key in json;

const readers: readonly Reader[] = [
  reader('scaffold', (json) => json['kind'] === 'load-test', ownLoadSchema, fromOwn),
  reader('k6', (json) => has(json, 'metrics'), k6Schema, fromK6),
  reader('artillery', (json) => has(json['aggregate'], 'counters'), artillerySchema, fromArtillery),
  reader('artillery', (json) => has(json, 'aggregate'), oldArtillerySchema, fromOldArtillery),
  reader(
    'autocannon',
    (json) => has(json, 'latency') && has(json, 'requests'),
    autocannonSchema,
    fromAutocannon,
  ),
];

/** Reads the result of a load test: whose it is, is seen from what it says. */
export function readLoadResult(text: string, file: string): Outcome<LoadResult> {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/[ \t]{200,}/g, ' ');
  const result = /^\s*[{[]/.test(plain) ? readJson(plain, file) : readText(plain, file);
  if (result.ok && result.value.requests - result.value.errors <= 0)
    return refuse(
      diagnostic('load-without-answers', { file, errors: result.value.errors }, { place: { file } }),
    );
  return result;
}

function readJson(text: string, file: string): Outcome<LoadResult> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse(unreadable(file, describeBrokenJson(text, error)));
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse(unknownTool(file));
  const found = readers.find(({ isFrom }) => isFrom(json as Json));
  if (!found) return refuse(unknownTool(file));
  const result = found.read(json as Json, file);
  if (!('issues' in result)) return succeed(result);
  const [issue] = result.issues;
  const place = issue?.path.join('.') || 'its top level';
  return refuse(
    unreadable(file, `it looks like ${found.tool}, but at ${place}: ${issue?.message ?? 'it differs'}`),
  );
}

/** `k6 run --out json` writes a line for each measurement; that is no summary. */
function describeBrokenJson(text: string, error: unknown): string {
  if (/^\s*\{"(type|metric)":/.test(text) && text.trim().includes('\n'))
    return 'it has one JSON object a line, as k6 run --out json writes; its summary is needed: k6 run --summary-export=<file>';
  const reason = error instanceof Error ? error.message : String(error);
  return `it is no whole JSON, perhaps cut off: ${reason}`;
}

function readText(text: string, file: string): Outcome<LoadResult> {
  const isWrk = /^Running .+ test @/m.test(text);
  const result = isWrk ? readWrk(text, file) : readK6Text(text, file);
  if (result) return succeed(result);
  return refuse(
    isWrk
      ? unreadable(
          file,
          'it looks like wrk, but the lines "… requests in …" and "Requests/sec:" at its end are missing',
        )
      : unknownTool(file),
  );
}

const unreadable = (file: string, reason: string) =>
  diagnostic('load-file-unreadable', { file, reason }, { place: { file } });
const unknownTool = (file: string) => diagnostic('load-tool-unknown', { file }, { place: { file } });
