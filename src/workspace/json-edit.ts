import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parseTree,
  type FormattingOptions,
  type JSONPath,
} from 'jsonc-parser';

/** As the text is written already. */
function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return {
    insertSpaces,
    tabSize: insertSpaces ? indent.length : 1,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** What a JSON text says, a byte order mark at its start or not; nothing where it is no JSON. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse((text ?? '').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Sets one value in a JSON text and leaves every other character as it is, comments included. */
export function setInJson(text: string, path: JSONPath, value: unknown): string {
  if (text.startsWith('\uFEFF')) return `\uFEFF${setInJson(text.slice(1), path, value)}`;
  return applyEdits(text, modify(text, path, value, { formattingOptions: formattingOf(text) }));
}

/** Appends to an array in a JSON text unless an equal element is there; makes the array when it is missing. */
export function appendInJson(text: string, path: JSONPath, value: unknown): string {
  const root = parseTree(text);
  const list = root && findNodeAtLocation(root, path);
  if (list?.type !== 'array') return setInJson(text, path, [value]);
  const elements = list.children ?? [];
  const known = elements.map(({ offset, length }) => text.slice(offset, offset + length));
  if (known.some((element) => sameJson(element, value))) return text;
  const last = elements.at(-1);
  const at = last === undefined ? list.offset + 1 : last.offset + last.length;
  return `${text.slice(0, at)}${last === undefined ? '' : ', '}${spaced(value)}${text.slice(at)}`;
}

const sameJson = (text: string, value: unknown): boolean =>
  JSON.stringify(JSON.parse(text)) === JSON.stringify(value);

/** One line, with the spaces that formatters put there. */
const spaced = (value: unknown): string => JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
