import type { EvidenceItem, ModuleMap } from '../model.ts';
import { count, foundItem, unknownItem } from './items.ts';
import type { Ownership, Sign } from './model.ts';
import type { Platform } from './platform.ts';

/**
 * The rules of absence. Deployment files, rotas and run-books are as often kept in another repository or a wiki: without
 * them nothing is known. CODEOWNERS works only where it lies, so that its absence is a fact; who owns what may be settled
 * otherwise all the same.
 */
export function organisationItems(
  platform: Platform,
  owners: Ownership | undefined,
  map: ModuleMap,
): readonly EvidenceItem[] {
  return [
    containersItem(platform, map),
    deploymentFilesItem(platform),
    ownersItem(owners),
    onCallItem(platform),
    decisionsItem(platform),
  ];
}

function containersItem({ dockerfiles, compose }: Platform, map: ModuleMap): EvidenceItem {
  const wanted = {
    id: 'operations.containers',
    title: 'Containers',
    source: 'git ls-files "*Dockerfile*" "*compose*.y*ml"',
  };
  if (dockerfiles.length + compose.length === 0)
    return unknownItem(
      wanted,
      'no Dockerfile and no compose file is kept here; images may be built elsewhere or not be used',
    );
  const own = new Set(dockerfiles.flatMap((path) => map.moduleOf(path) ?? []));
  const modules = own.size > 0 ? `, for ${own.size} of ${count(map.modules.length, 'module')}` : '';
  const files = `${count(dockerfiles.length, 'Dockerfile')}${modules}, ${count(compose.length, 'compose file')}`;
  return foundItem(wanted, files, [...dockerfiles, ...compose]);
}

function deploymentFilesItem({ kubernetes, infrastructure }: Platform): EvidenceItem {
  const wanted = {
    id: 'operations.deployment-files',
    title: 'Deployment files (Kubernetes, Helm, Terraform, platforms)',
    source: 'git ls-files "*Chart.yaml" "*.tf" "*Procfile" "*fly.toml" "*serverless.y*ml"',
  };
  const found: readonly Sign[] = [...kubernetes, ...infrastructure];
  if (found.length === 0)
    return unknownItem(wanted, 'none is kept here; they may be in a repository of their own');
  return foundItem(wanted, [...new Set(found.map(({ what }) => what))].join(', '), found);
}

function ownersItem(owners: Ownership | undefined): EvidenceItem {
  const wanted = {
    id: 'operations.codeowners',
    title: 'Owners of code',
    source: owners?.file ?? 'CODEOWNERS',
  };
  if (!owners) return unknownItem(wanted, 'there is no CODEOWNERS file; ownership may be settled otherwise');
  const { modules, invalid, rules } = owners;
  const owned = modules.filter((module) => module.owners.length > 0);
  const teams = owners.owners.filter((owner) => owner.startsWith('@') && owner.includes('/'));
  const parties = new Set(owned.map((module) => module.owners.join(' '))).size;
  const broken = invalid.length > 0 ? `; ${count(invalid.length, 'line')} that GitHub passes over` : '';
  return {
    ...wanted,
    group: 'operations',
    figure:
      rules === 0
        ? 'the file names nobody'
        : `${owned.length} of ${count(modules.length, 'module')} owned, by ${count(parties, 'party', 'parties')}; ${count(teams.length, 'team')} in ${count(rules, 'rule')}${broken}`,
    certainty: 'measured',
    details: [
      ...modules.map(({ module, owners: who, share }) =>
        who.length > 0
          ? `${module}: ${who.join(' ')} (${Math.round(share * 100)}% of its files)`
          : `${module}: nobody`,
      ),
      ...invalid.map((line) => `not valid, line ${line}`),
    ],
  };
}

function onCallItem({ rotas, runbooks }: Platform): EvidenceItem {
  const wanted = {
    id: 'operations.on-call',
    title: 'On-call and run-books',
    source: 'git ls-files | grep -iE "run-?book|on-?call|playbook|pagerduty|opsgenie"',
  };
  if (rotas.length > 0)
    return foundItem(
      wanted,
      `${count(rotas.length, 'rota')} as configuration, ${count(runbooks.length, 'run-book')}`,
      [...rotas, ...runbooks],
      {
        why: 'somebody is called; that the rota covers each part on its own does not follow',
        answers: { question: 'A-no-oncall', value: 'no' },
      },
    );
  if (runbooks.length > 0)
    return foundItem(wanted, count(runbooks.length, 'run-book'), runbooks, {
      why: 'there are instructions; whether somebody is on call, they do not prove',
    });
  return unknownItem(
    wanted,
    'no rota and no run-book is kept here; rotas are mostly kept in a service of their own',
  );
}

function decisionsItem({ decisions }: Platform): EvidenceItem {
  const wanted = {
    id: 'operations.decision-records',
    title: 'Decision records',
    source: 'git ls-files | grep -E "(adr|decisions|rfcs?)/"',
  };
  return decisions.length > 0
    ? foundItem(wanted, count(decisions.length, 'record'), decisions)
    : unknownItem(wanted, 'no folder of decision records is kept here; they may be in a wiki');
}
