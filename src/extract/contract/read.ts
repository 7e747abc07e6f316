/** Reading a committed contract: it may have been edited, merged, or written by another version of this tool. */
import type { z } from 'zod';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { hashContract } from './canonical.ts';
import type { Contract } from './model.ts';
import { contractSchema } from './schema.ts';

/** The contract in a text of JSON, or what is wrong with it. */
export function readContract(text: string, file = 'contract.lock.json'): Outcome<Contract> {
  const place = { file };
  const json = parse(text);
  if (json === undefined)
    return refuse(diagnostic('contract-unreadable', { problem: 'it is not JSON' }, { place }));
  const read = contractSchema.safeParse(json);
  if (!read.success) {
    return refuse(diagnostic('contract-unreadable', { problem: firstProblem(read.error) }, { place }));
  }
  const contract = read.data as Contract;
  const missing = missingType(contract);
  if (missing !== undefined) {
    return refuse(diagnostic('contract-unreadable', { problem: `it has no type ${missing}` }, { place }));
  }
  const actual = hashContract(contract);
  if (actual === contract.hash) return succeed(contract);
  return refuse(diagnostic('contract-edited', { expected: contract.hash, actual }, { place }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined
    ? 'it has another form'
    : `${issue.path.join('.') || 'the contract'}: ${issue.message}`;
}

/** An id that is referred to and not there. */
function missingType(contract: Contract): string | undefined {
  const ids = [
    ...JSON.stringify([contract.methods, contract.types]).matchAll(/"kind":"ref","id":"([^"]+)"/g),
  ].map(([, id]) => id ?? '');
  const thrown = contract.methods.flatMap((method) => method.throws);
  return [...ids, ...thrown].find((id) => !(id in contract.types));
}
