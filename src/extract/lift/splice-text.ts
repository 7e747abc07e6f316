import type { Span, Splice } from '../analyse/lift/index.ts';

/**
 * A text with stretches of it replaced. What a splice keeps of the text keeps the splices within it, wherever it is put,
 * so that a callback can move in front of its statement together with what is awaited in it.
 */
export function spliceText(text: string, splices: readonly Splice[]): string {
  return render(text, { start: 0, end: text.length }, splices);
}

function render(text: string, span: Span, splices: readonly Splice[]): string {
  const within = splices.filter((each) => contains(span, each)).sort(outermostFirst);
  let result = '';
  let at = span.start;
  for (const splice of within) {
    if (splice.start < at) {
      if (splice.end > at) throw new RangeError(`splices overlap at ${splice.start}…${splice.end}`);
      continue;
    }
    result += text.slice(at, splice.start);
    const inner = within.filter((each) => each !== splice);
    for (const piece of splice.pieces)
      result += typeof piece === 'string' ? piece : render(text, piece, inner);
    at = splice.end;
  }
  return result + text.slice(at, span.end);
}

/** An insertion belongs to the stretch that begins there, not to the one that ends. */
const contains = (span: Span, { start, end }: Span): boolean =>
  start >= span.start && end <= span.end && (start < span.end || end > start);

const outermostFirst = (a: Splice, b: Splice): number =>
  a.start - b.start || Number(b.end === b.start) - Number(a.end === a.start) || b.end - a.end;
