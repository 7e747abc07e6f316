/** SQL cut into words, so far as tables need it. Comments and the insides of strings are left out. */

export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'text' | 'sign' | 'hole';
  /** A word in lower case; a quoted name without its quotes. */
  readonly text: string;
}

/** Stands for `${…}` whose value is not known. No SQL contains it. */
export const hole = '\uE000';

const pattern = new RegExp(
  [
    String.raw`(?<skip>\s+|--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<text>[eE]?'(?:[^']|'')*(?:'|$)|\$(?<tag>\w*)\$[\s\S]*?(?:\$\k<tag>\$|$))`,
    String.raw`"(?<double>[^"]*)"|${'`'}(?<tick>[^${'`'}]*)${'`'}|\[(?<bracket>[A-Za-z_][\w ]*)\]`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<sign>[\s\S])`,
  ].join('|'),
  'g',
);

export function sqlTokens(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const { groups = {} } of text.matchAll(pattern)) {
    const quoted = groups['double'] ?? groups['tick'] ?? groups['bracket'];
    if (groups['skip'] !== undefined) continue;
    if (groups['text'] !== undefined)
      tokens.push({ kind: 'text', text: groups['text'].replace(/^[eE]?'|'$/g, '') });
    else if (quoted !== undefined)
      tokens.push({ kind: quoted.includes(hole) ? 'hole' : 'quoted', text: quoted });
    else if (groups['word'] !== undefined) tokens.push(wordToken(groups['word']));
    else tokens.push({ kind: 'sign', text: groups['sign'] ?? '' });
  }
  return tokens;
}

/** A name that is made of parts that are not known is not known. */
const wordToken = (word: string): SqlToken =>
  word.includes(hole) ? { kind: 'hole', text: hole } : { kind: 'word', text: word.toLowerCase() };
