/** Tests of the contract in the codebase's own runner; what they check is in the runtime. */
import type { Contract } from '../../contract/model.ts';
import { serviceConstant } from '../service.ts';
import { quote, type Names } from '../source/names.ts';
import type { Specifiers } from '../source/scope.ts';
import { emitGolden } from '../tests/sample.ts';
import { emitWireValues } from '../tests/wire-values.ts';

/** Where `describe` and `it` come from; `globals`: the runner puts them there. */
export type RunnerImport = 'vitest' | '@jest/globals' | 'node:test' | 'globals';

export interface TestOptions {
  /** `payments.contract.test.ts` */
  readonly file: string;
  readonly runner: RunnerImport;
  readonly header: string;
  readonly specifiers: Specifiers;
  readonly names: Names;
}

/** `payments.contract.test.ts`, `payments.values.test.ts`, `payments.faults.test.ts`. */
export const testFiles = (file: string): readonly [contract: string, values: string, faults: string] => [
  file,
  file.replace('.contract.', '.values.'),
  file.replace('.contract.', '.faults.'),
];

/** Where the user says how a new implementation is made for tests. */
export const fixtureFile = 'fixture.ts';

export function emitTests(contract: Contract, options: TestOptions): [string, string][] {
  const [contractFile, valuesFile, faultsFile] = testFiles(options.file);
  return [
    [contractFile, contractTest(contract, options)],
    [valuesFile, valuesTest(contract, options)],
    [faultsFile, faultsTest(contract, options)],
  ];
}

const testingOf = ({ rpc }: Specifiers): string => rpc.replace(/index\.ts$/, 'testing/index.ts');

const goldenText = (contract: Contract): string => `const golden: GoldenMessages = ${emitGolden(contract)};`;

function head({ header, runner }: TestOptions): string {
  const imported = runner === 'globals' ? '' : `import { describe, it } from '${runner}';\n`;
  return `${header}\n${imported}`;
}

function contractTest(contract: Contract, options: TestOptions): string {
  const service = serviceConstant(contract);
  const testing = testingOf(options.specifiers);
  return `${head(options)}import { contractChecks, runChecks } from '${testing}';
import type { GoldenMessages } from '${testing}';
import { ${service} } from './service.ts';

/** One example of each message as it is on the wire: a difference here is a change of the wire. */
${goldenText(contract)}

describe(${quote(`${contract.name}, in codecs, in loopback and over a socket`)}, () => {
  runChecks(it, contractChecks(${service}, golden));
});
`;
}

function valuesTest(contract: Contract, options: TestOptions): string {
  const service = serviceConstant(contract);
  const testing = testingOf(options.specifiers);
  const { imports, types, messages } = emitWireValues(contract, options.names);
  const functions = imports.filter((name) => name !== 'Draw');
  const typeNames = [...imports.filter((name) => name === 'Draw'), 'MessageValues'];
  return `${head(options)}import { ${['placementChecks', 'runChecks', 'valueChecks', ...functions].join(', ')} } from '${testing}';
import type { ${typeNames.join(', ')} } from '${testing}';
import { fixture } from './${fixtureFile}';
import { ${service} } from './service.ts';

${types.join('\n\n')}

/** What each message may look like on the wire. */
const messages: MessageValues = { ${messages.join(', ')} };

describe(${quote(`${contract.name}, whatever is sent`)}, () => {
  runChecks(it, valueChecks(${service}, messages));
});

describe(${quote(`${contract.name}, wherever it runs`)}, () => {
  runChecks(it, placementChecks(${service}, messages, fixture));
});
`;
}

function faultsTest(contract: Contract, options: TestOptions): string {
  const service = serviceConstant(contract);
  const testing = testingOf(options.specifiers);
  return `${head(options)}import { faultChecks, runChecks } from '${testing}';
import type { GoldenMessages } from '${testing}';
import { ${service} } from './service.ts';

/** One example of each message as it is on the wire. */
${goldenText(contract)}

describe(${quote(`${contract.name}, when the way to the service fails`)}, () => {
  runChecks(it, faultChecks(${service}, golden));
});
`;
}
