import type { Contract } from '../extract/contract/index.ts';
import { formatFile, namesOf } from '../templates/index.ts';
import type { Acceptance, DesiredFile, ProjectFiles } from '../workspace/index.ts';

export interface ExtractionFacts {
  readonly module: string;
  readonly contract: Contract;
  readonly accepted: readonly Acceptance[];
  readonly date: string;
  readonly reason: string | undefined;
}

/**
 * The decision record of an extraction, one for the first run and one for each later run in which something new was
 * accepted. Records are never rewritten.
 */
export async function extractionRecord(
  files: ProjectFiles,
  facts: ExtractionFacts,
): Promise<Map<string, DesiredFile>> {
  const name = `extract-${facts.module}`;
  const records = files.below('docs/adr').filter((path) => path.includes(`-${name}`));
  const told = records.map((path) => files.read(path) ?? '').join('\n');
  const isNew =
    records.length === 0 || facts.accepted.some((acceptance) => !told.includes(describe(acceptance)));
  if (!isNew) return new Map();
  const number = String(files.below('docs/adr').length + 1).padStart(4, '0');
  const path = `docs/adr/${number}-${name}.md`;
  return new Map([[path, { text: await formatFile(path, recordText(facts)), owner: 'user' }]]);
}

const describe = ({ code, place, reason }: Acceptance): string => `\`${code}\` at \`${place}\`: ${reason}`;

function recordText({ module, contract, accepted, date, reason }: ExtractionFacts): string {
  const { constant, title } = namesOf(module);
  const list = accepted.map((acceptance) => `- ${describe(acceptance)}`).join('\n');
  return `---
status: accepted
date: ${date}
---

# Run ${title.toLowerCase()} as a service

## Context and Problem Statement

Other modules call \`${contract.name}\` in process. ${reason === undefined ? 'Why it becomes a service was not said.' : `Why it becomes a service: ${reason}`}

## Decision Outcome

\`${contract.name}\` is served over HTTP by \`apps/${module}\`. Callers keep the interface and do not change; the composition root
binds it to a placement: \`${constant}_MODE\` is \`local\`, \`loopback\` or \`remote\`. Contract ${contract.hash}, ${contract.methods.length} methods.

### Consequences

- Good: it is deployed, scaled and restarted without the rest, and a fault in it stays in it.
- Bad: a call can fail after it was done; there is no transaction across; see \`clients/${module}/BOUNDARY.md\`.
- The data stays on the same server, in its own schema under its own role. Another database is a later step.
- The way back is one variable: \`${constant}_MODE=local\`.

### Accepted Findings

${list || 'None.'}
`;
}
