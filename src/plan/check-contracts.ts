import { findPort } from '../analysis/index.ts';
import type { Diagnostic, Outcome } from '../diagnostics/index.ts';
import { analysePort } from '../extract/analyse/index.ts';
import {
  compareContracts,
  contractFindings,
  readContract,
  type Contract,
} from '../extract/contract/index.ts';
import type { Acceptance, CodebaseManifest, Project } from '../workspace/index.ts';
import { settleFindings } from './acceptance.ts';
import { studyCodebase } from './codebase-extraction-study.ts';
import { openSources } from './study.ts';

/** The contract of one service as it is in the code, beside the one that was deployed. */
export interface CheckedContract {
  readonly module: string;
  /** The committed contract, relative to the project's folder. */
  readonly file: string;
  readonly methods: number;
  readonly same: boolean;
  readonly findings: readonly Diagnostic[];
}

/** Where the deployed contract is read from: the work tree, or an earlier commit. */
export type ReadLock = (file: string) => Outcome<string | undefined>;

/** What was extracted, and where its contract is kept. */
interface Deployed {
  readonly module: string;
  readonly folder: string;
}

/**
 * Compares every extracted port with its committed contract. Nothing is written, and everything is compared whatever the
 * first one says. A lock that `read` does not find was made after what is compared with: nothing to break.
 */
export function checkContracts(project: Project, read: ReadLock): readonly CheckedContract[] {
  const { services, localMethods, accepted } = project.manifest;
  if (services.length === 0) return [];
  const program = openSources(project.files);
  return services.map(({ module, client }) => {
    const deployed = { module, folder: client };
    const port = findPort(program, { module: `modules/${module}` });
    if (!port.ok) return checked(deployed, 0, false, port.findings);
    const analysed = analysePort(program, port.value, { local: localMethods[module] ?? [] });
    if (!analysed.ok) return checked(deployed, 0, false, analysed.findings);
    return compareWithLock(deployed, accepted, analysed.value.contract, read);
  });
}

/** The same for what was extracted from a codebase that scaffold did not make. `version`: of the tool. */
export function checkCodebaseContracts(
  root: string,
  { extractions, accepted }: CodebaseManifest,
  read: ReadLock,
  version: string,
): readonly CheckedContract[] {
  return extractions.map(({ slug, folder, target, localMethods }) => {
    const deployed = { module: slug, folder };
    const study = studyCodebase({ cwd: root, target, localMethods, version });
    if (!study.ok) return checked(deployed, 0, false, study.findings);
    return compareWithLock(deployed, accepted, study.value.contract, read);
  });
}

function compareWithLock(
  deployed: Deployed,
  accepted: readonly Acceptance[],
  contract: Contract,
  read: ReadLock,
): CheckedContract {
  const file = lockOf(deployed);
  const { length } = contract.methods;
  const text = read(file);
  if (!text.ok) return checked(deployed, length, false, text.findings);
  if (text.value === undefined) return checked(deployed, length, false, []);
  const lock = readContract(text.value, file);
  if (!lock.ok) return checked(deployed, length, false, lock.findings);
  const changes = contractFindings(compareContracts(lock.value, contract), { file });
  const { findings } = settleFindings(changes, deployed.module, accepted);
  return checked(deployed, length, lock.value.hash === contract.hash, findings);
}

const lockOf = ({ folder }: Deployed): string => `${folder}/contract.lock.json`;

function checked(
  deployed: Deployed,
  methods: number,
  same: boolean,
  findings: readonly Diagnostic[],
): CheckedContract {
  return { module: deployed.module, file: lockOf(deployed), methods, same, findings };
}
