/** Paths as an indented tree: folders first seen, first shown, each with how many files are below it. */
export function formatTree(paths: readonly string[], depth = 2): string {
  const counts = new Map<string, number>();
  for (const path of [...paths].sort()) {
    const parts = path.split('/');
    const shown = parts.length > depth ? `${parts.slice(0, depth).join('/')}/` : path;
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return [...counts]
    .map(
      ([shown, count]) =>
        `  ${shown}${shown.endsWith('/') ? `  (${count} ${count === 1 ? 'file' : 'files'})` : ''}`,
    )
    .join('\n');
}
