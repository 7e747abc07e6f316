import { applyEdits, modify, parse, type JSONPath } from 'jsonc-parser';

const formatting = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** Sets one value in a JSON text and leaves every other character as it is, comments included. */
export function setInJson(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: formatting }));
}

/** Appends to an array in a JSON text unless an equal element is there; makes the array when it is missing. */
export function appendInJson(text: string, path: JSONPath, value: unknown): string {
  const list = valueAt(parse(text), path);
  if (!Array.isArray(list)) return setInJson(text, path, [value]);
  if (list.some((element) => JSON.stringify(element) === JSON.stringify(value))) return text;
  return setInJson(text, [...path, list.length], value);
}

function valueAt(root: unknown, path: JSONPath): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), root);
}

const isObject = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;
