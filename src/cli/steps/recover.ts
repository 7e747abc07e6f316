import type { Diagnostic } from '../../diagnostics/index.ts';
import { findChanged, findRoot } from '../../workspace/find-root.ts';

/** Whatever the command is, a run that was cut off in its project is finished first, and that is said. */
export async function recoverFrom(directory: string): Promise<readonly Diagnostic[]> {
  const root = findRoot(directory) ?? findChanged(directory);
  if (root === undefined) return [];
  const { recoverProject } = await import('../../changes/apply.ts');
  return recoverProject(root);
}
