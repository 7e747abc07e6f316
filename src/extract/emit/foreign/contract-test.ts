/** A test of the contract in the codebase's own runner; what it checks is in the runtime. */
import type { Contract } from '../../contract/model.ts';
import { serviceConstant } from '../service.ts';
import { quote } from '../source/names.ts';
import type { Specifiers } from '../source/scope.ts';
import { emitGolden } from '../tests/sample.ts';

/** Where `describe` and `it` come from; `globals`: the runner puts them there. */
export type RunnerImport = 'vitest' | '@jest/globals' | 'node:test' | 'globals';

export function emitContractTest(
  contract: Contract,
  { header, runner, specifiers }: { header: string; runner: RunnerImport; specifiers: Specifiers },
): string {
  const service = serviceConstant(contract);
  const testing = specifiers.rpc.replace(/index\.ts$/, 'testing.ts');
  const imported = runner === 'globals' ? '' : `import { describe, it } from '${runner}';\n`;
  return `${header}
${imported}import { contractChecks } from '${testing}';
import type { GoldenMessages } from '${testing}';
import { ${service} } from './service.ts';

/** One example of each message as it is on the wire: a difference here is a change of the wire. */
const golden: GoldenMessages = ${emitGolden(contract)};

describe(${quote(`${contract.name}, in codecs, in loopback and over a socket`)}, () => {
  for (const check of contractChecks(${service}, golden)) it(check.name, () => check.run());
});
`;
}
