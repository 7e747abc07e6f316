/**
 * How much a series grows with each step: the median of the slopes between all pairs (Theil and Sen), which a single
 * outlier does not move.
 */
export function slopeOf(series: readonly number[]): number {
  const slopes = series.flatMap((from, start) =>
    series.slice(start + 1).map((to, index) => (to - from) / (index + 1)),
  );
  const sorted = slopes.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
