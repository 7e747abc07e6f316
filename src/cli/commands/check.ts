import { resolve } from 'node:path';
import { diagnostic, isBlocking, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import type { CheckedContract, ReadLock } from '../../plan/check-contracts.ts';
import {
  diskFiles,
  findProject,
  findRoot,
  isCodebaseManifest,
  isCommit,
  readAtCommit,
  readCodebaseManifest,
} from '../../workspace/index.ts';
import { version } from '../version.ts';
import { findingJson, formatFindings } from '../render/findings.ts';
import type { Style } from '../render/style.ts';
import type { CommandBody, GlobalOptions } from '../session.ts';

export interface CheckOptions extends GlobalOptions {
  /** A commit whose contracts are what is deployed. */
  readonly against?: string;
}

/** `scaffold check`: do the contracts in the code still understand those that were committed? */
export const run: CommandBody<CheckOptions> = async (session, [directory = '.'], { against }) => {
  const folder = resolve(session.cwd, directory);
  const root = findRoot(folder);
  if (root === undefined) return refuse(diagnostic('not-a-project', { folder }));
  if (against !== undefined && !isCommit(root, against))
    return refuse(diagnostic('commit-unknown', { commit: against }));
  session.progress('Reading the interfaces of the services …');
  const contracts = await checkAll(root, against);
  if (!contracts.ok) return contracts;
  const findings = contracts.value.flatMap((each) => each.findings);
  return succeed({
    json: { ...(against === undefined ? {} : { against }), contracts: contracts.value.map(contractJson) },
    text: formatContracts(contracts.value, against, session.style),
    exitCode: findings.some(isBlocking) ? 1 : 0,
  });
};

async function checkAll(
  root: string,
  against: string | undefined,
): Promise<Outcome<readonly CheckedContract[]>> {
  const { checkCodebaseContracts, checkContracts } = await import('../../plan/check-contracts.ts');
  const read = lockReader(root, against);
  if (isCodebaseManifest(diskFiles(root))) {
    const manifest = readCodebaseManifest(diskFiles(root), version);
    return manifest.ok ? succeed(checkCodebaseContracts(root, manifest.value, read, version)) : manifest;
  }
  const project = findProject(root);
  return project.ok ? succeed(checkContracts(project.value, read)) : project;
}

function lockReader(root: string, against: string | undefined): ReadLock {
  if (against !== undefined)
    return (file): Outcome<string | undefined> => succeed(readAtCommit(root, against, file));
  const files = diskFiles(root);
  return (file) => {
    const text = files.read(file);
    return text === undefined
      ? refuse(diagnostic('contract-missing', { file }, { place: { file } }))
      : succeed(text);
  };
}

const contractJson = ({ findings, ...contract }: CheckedContract) => ({
  ...contract,
  findings: findings.map(findingJson),
});

function formatContracts(
  contracts: readonly CheckedContract[],
  against: string | undefined,
  style: Style,
): string {
  if (contracts.length === 0) return 'No module has been extracted: there is no contract to check.';
  const width = Math.max(...contracts.map(({ module }) => module.length));
  const lines = contracts.map((each) => `  ${each.module.padEnd(width)}  ${stateOf(each, style)}`);
  const findings = contracts.flatMap((each) => each.findings);
  const head = style.bold(`Contracts in the code, against ${against ?? 'the committed ones'}`);
  return [
    [head, ...lines].join('\n'),
    ...(findings.length > 0 ? [formatFindings(findings, style)] : []),
  ].join('\n\n');
}

function stateOf({ methods, same, findings }: CheckedContract, style: Style): string {
  const count = `${methods} ${methods === 1 ? 'method' : 'methods'}`;
  if (same) return style.good(`${count}, the same`);
  const blocking = findings.filter(isBlocking).length;
  if (blocking > 0)
    return style.bad(
      `${count}, ${blocking} ${blocking === 1 ? 'finding breaks' : 'findings break'} callers or service`,
    );
  if (findings.length === 0) return `${count}, nothing to compare with`;
  return `${count}, changed: the versions understand each other; run extract again to renew the client`;
}
