import { findPort } from '../analysis/index.ts';
import type { Diagnostic, Outcome } from '../diagnostics/index.ts';
import { analysePort } from '../extract/analyse/index.ts';
import {
  compareContracts,
  contractFindings,
  readContract,
  type Contract,
} from '../extract/contract/index.ts';
import type { Project, Service } from '../workspace/index.ts';
import { settleFindings } from './acceptance.ts';
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

/**
 * Compares every extracted port with its committed contract. Nothing is written, and everything is compared whatever the
 * first one says. A lock that `read` does not find was made after what is compared with: nothing to break.
 */
export function checkContracts(project: Project, read: ReadLock): readonly CheckedContract[] {
  const { services, localMethods } = project.manifest;
  if (services.length === 0) return [];
  const program = openSources(project.files);
  return services.map((service) => {
    const { module } = service;
    const port = findPort(program, { module: `modules/${module}` });
    if (!port.ok) return checked(service, 0, false, port.findings);
    const analysed = analysePort(program, port.value, { local: localMethods[module] ?? [] });
    if (!analysed.ok) return checked(service, 0, false, analysed.findings);
    return compareWithLock(project, service, analysed.value.contract, read);
  });
}

function compareWithLock(
  { manifest }: Project,
  service: Service,
  contract: Contract,
  read: ReadLock,
): CheckedContract {
  const file = lockOf(service);
  const { length } = contract.methods;
  const text = read(file);
  if (!text.ok) return checked(service, length, false, text.findings);
  if (text.value === undefined) return checked(service, length, false, []);
  const lock = readContract(text.value, file);
  if (!lock.ok) return checked(service, length, false, lock.findings);
  const changes = contractFindings(compareContracts(lock.value, contract), { file });
  const { findings } = settleFindings(changes, service.module, manifest.accepted);
  return checked(service, length, lock.value.hash === contract.hash, findings);
}

const lockOf = ({ client }: Service): string => `${client}/contract.lock.json`;

function checked(
  service: Service,
  methods: number,
  same: boolean,
  findings: readonly Diagnostic[],
): CheckedContract {
  return { module: service.module, file: lockOf(service), methods, same, findings };
}
