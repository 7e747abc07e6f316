import { isDeepStrictEqual } from 'node:util';
import { parse, type JSONPath } from 'jsonc-parser';
import { merge } from 'node-diff3';
import { appendInJson, setInJson } from './json-edit.ts';

/**
 * Brings the change from `base` to `theirs` into `ours`: a three-way merge, by lines, or by values where the text is JSON.
 * `undefined` when both changed the same place.
 */
export function mergeText(path: string, base: string, ours: string, theirs: string): string | undefined {
  if (ours === base) return theirs;
  if (ours === theirs || base === theirs) return ours;
  return path.endsWith('.json') ? mergeJson(base, ours, theirs) : mergeLines(base, ours, theirs);
}

function mergeLines(base: string, ours: string, theirs: string): string | undefined {
  const eol = ours.includes('\r\n') ? '\r\n' : '\n';
  const lines = (text: string): string[] => text.split(/\r?\n/);
  const { conflict, result } = merge(lines(ours), lines(base), lines(theirs), {
    excludeFalseConflicts: true,
  });
  return conflict ? undefined : result.join(eol);
}

function mergeJson(base: string, ours: string, theirs: string): string | undefined {
  return mergeValue(ours, [], parse(base) as unknown, parse(theirs) as unknown);
}

/** `text` with what differs between `base` and `theirs` at `path`. */
function mergeValue(text: string, path: JSONPath, base: unknown, theirs: unknown): string | undefined {
  if (isDeepStrictEqual(base, theirs)) return text;
  const ours = valueAt(text, path);
  if (isRecord(base) && isRecord(theirs) && isRecord(ours)) {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(base)])];
    return keys.reduce<string | undefined>(
      (merged, key) => merged && mergeValue(merged, [...path, key], base[key], theirs[key]),
      text,
    );
  }
  if (Array.isArray(base) && Array.isArray(theirs) && Array.isArray(ours))
    return mergeList(text, path, { base, ours, theirs });
  if (isDeepStrictEqual(ours, theirs)) return text;
  return isDeepStrictEqual(ours, base) ? setInJson(text, path, theirs) : undefined;
}

/** Elements that were added are appended, elements that were dropped go; the others stay in their order. */
function mergeList(
  text: string,
  path: JSONPath,
  { base, ours, theirs }: Readonly<Record<'base' | 'ours' | 'theirs', readonly unknown[]>>,
): string {
  const added = theirs.filter((element) => !has(base, element));
  const dropped = base.filter((element) => !has(theirs, element));
  const kept = ours.filter((element) => !has(dropped, element));
  const start = kept.length === ours.length ? text : setInJson(text, path, kept);
  return added.reduce<string>((merged, element) => appendInJson(merged, path, element), start);
}

const has = (list: readonly unknown[], wanted: unknown): boolean =>
  list.some((element) => isDeepStrictEqual(element, wanted));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (text: string, path: JSONPath): unknown =>
  path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), parse(text) as unknown);
