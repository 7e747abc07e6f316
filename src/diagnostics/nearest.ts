import { closest, distance } from 'fastest-levenshtein';

/** The candidate that a mistyped word was most likely meant to be; `undefined` when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const best = closest(
    word.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const candidate = candidates.find((one) => one.toLowerCase() === best);
  const limit = Math.max(2, Math.floor(word.length / 3));
  return candidate !== undefined && distance(word.toLowerCase(), best) <= limit ? candidate : undefined;
}
