import { formatFile } from '../templates/index.ts';
import type { Draft } from '../workspace/index.ts';

/**
 * Changes one of the user's files in a draft. A file that was formatted stays formatted; one that was not keeps the
 * user's own layout and differs only where the edit is.
 */
export async function editFile(draft: Draft, path: string, change: (text: string) => string): Promise<void> {
  const before = draft.read(path);
  if (before === undefined) return;
  const changed = change(before);
  if (changed === before) return;
  const wasFormatted = (await formatFile(path, before)) === before;
  draft.write(path, wasFormatted ? await formatFile(path, changed) : changed);
}
