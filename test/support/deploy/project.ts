import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCase, type Case } from '../build-case.ts';
import { shop, writeFileIn } from '../write-project.ts';

export const deliverySystems = ['container', 'kubernetes', 'argocd', 'rollouts', 'ci'];

/** The shop with all that delivers it, payments in a process of its own. */
export const delivered: Case = { ...shop, systems: deliverySystems, steps: [{ extract: 'payments' }] };

/** Writes the project into a temporary folder, without git. */
export async function writeDelivered(description: Case = delivered): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'delivered-'));
  for (const [path, text] of await buildCase(description)) writeFileIn(root, path, text);
  return root;
}
