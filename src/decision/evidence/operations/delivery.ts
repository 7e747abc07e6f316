import type { EvidenceItem, ModuleMap } from '../model.ts';
import { count, foundItem, unknownItem } from './items.ts';
import type { Pipeline } from './model.ts';

/** A part must be deployable in less than this, says the framework. */
const slowMinutes = 10;

/**
 * The rules of absence. A pipeline, a deployment and its duration may live in another repository, in a service's own
 * settings (Jenkins, Vercel, Argo CD) or in nobody's: without a sign they are unknown, and nobody is said to work by hand.
 */
export function deliveryItems(pipelines: readonly Pipeline[], map: ModuleMap): readonly EvidenceItem[] {
  return [
    pipelinesItem(pipelines),
    deploymentsItem(pipelines),
    durationItem(pipelines),
    perModuleItem(pipelines, map),
  ];
}

function pipelinesItem(pipelines: readonly Pipeline[]): EvidenceItem {
  const wanted = {
    id: 'operations.pipelines',
    title: 'Pipelines',
    source: 'git ls-files .github/workflows .gitlab-ci.yml .circleci "*Jenkinsfile*" "azure-pipelines*"',
  };
  const broken = pipelines.flatMap(({ file, broken: why }) => (why === undefined ? [] : [`${file}: ${why}`]));
  if (pipelines.length === broken.length) {
    const why =
      pipelines.length === 0 ? 'no configuration of a pipeline is kept here' : 'no pipeline could be read';
    return unknownItem(wanted, `${why}; one may be set up elsewhere`, broken);
  }
  const systems = [...new Set(pipelines.map(({ system }) => system))].join(', ');
  const tests = pipelines.filter((pipeline) => pipeline.tests).length;
  const details = pipelines.map((pipeline) => `${pipeline.file}${describe(pipeline)}`);
  return foundItem(
    wanted,
    `${count(pipelines.length, 'file')} (${systems}), ${tests === 0 ? 'none that runs tests was seen' : `${tests} of them run${tests === 1 ? 's' : ''} tests`}`,
    details,
  );
}

function describe({ tests, deploys, publishes, filters, affected, broken }: Pipeline): string {
  if (broken !== undefined) return `: ${broken}`;
  const does = [
    tests && 'tests',
    deploys.length > 0 && 'deploys',
    publishes.length > 0 && 'publishes',
    (filters.length > 0 || affected) && 'only what changed',
  ].filter(Boolean);
  return does.length > 0 ? `: ${does.join(', ')}` : '';
}

function deploymentsItem(pipelines: readonly Pipeline[]): EvidenceItem {
  const wanted = {
    id: 'operations.deployments',
    title: 'Automated deployment',
    source: 'the jobs of the pipelines',
  };
  const deploys = pipelines.flatMap((pipeline) => pipeline.deploys);
  if (deploys.length > 0)
    return foundItem(wanted, count(deploys.length, 'job that deploys', 'jobs that deploy'), deploys, {
      why: 'a pipeline deploys; that nothing else is deployed by hand does not follow',
      answers: { question: 'A-no-cicd', value: 'no' },
    });
  const publishes = pipelines.flatMap((pipeline) => pipeline.publishes);
  const why =
    publishes.length > 0
      ? 'images or packages are published by a pipeline; who puts them into operation is not seen here'
      : 'no job that deploys was recognised; it may be set up elsewhere, or be done by hand';
  return unknownItem(wanted, why, publishes);
}

/** A limit on the time of a job says how long a deployment takes at most; how long it takes, its runs alone say. */
function durationItem(pipelines: readonly Pipeline[]): EvidenceItem {
  const wanted = {
    id: 'operations.deploy-time',
    title: 'Time to deploy',
    source: pipelines.some(({ system }) => system === 'GitHub Actions')
      ? 'gh run list --limit 20 --json name,startedAt,updatedAt'
      : 'the last runs of the pipeline that deploys',
  };
  const deploying = pipelines.filter(({ deploys }) => deploys.length > 0);
  const limits = deploying.map(({ deployMinutes }) => deployMinutes);
  if (deploying.length === 0 || limits.includes(undefined))
    return unknownItem(
      wanted,
      'the configuration does not limit how long a deployment takes; its last runs say it',
    );
  const minutes = Math.max(...limits.map((limit) => limit ?? 0));
  return foundItem(
    wanted,
    `${minutes} minutes at most`,
    deploying.map(({ file, deployMinutes }) => `${file}: cut off after ${deployMinutes} minutes`),
    minutes < slowMinutes
      ? {
          why: 'timeout-minutes of the job and those before it',
          answers: { question: 'A-slow-deploy', value: 'no' },
        }
      : { why: 'timeout-minutes is a limit; how long a deployment really takes, its last runs say' },
  );
}

function perModuleItem(pipelines: readonly Pipeline[], { modules }: ModuleMap): EvidenceItem {
  const wanted = {
    id: 'operations.per-module',
    title: 'Pipelines of single modules',
    source: 'paths of the pipelines',
  };
  const filters = pipelines.flatMap((pipeline) => pipeline.filters);
  const own = modules.filter(({ paths }) =>
    filters.some((filter) => paths.some((path) => isWithin(filter, path))),
  );
  const affected = pipelines.filter((pipeline) => pipeline.affected);
  if (own.length === 0 && affected.length === 0) {
    const why = 'no pipeline is limited to the paths of a module, and none works out what a change affects';
    return unknownItem(wanted, pipelines.length === 0 ? 'no pipeline is kept here' : why);
  }
  const tools = affected.length > 0 ? `${count(affected.length, 'pipeline')} find what a change affects` : '';
  const filtered =
    own.length > 0 ? `${own.length} of ${count(modules.length, 'module')} with a pipeline of their own` : '';
  return foundItem(wanted, [filtered, tools].filter(Boolean).join('; '), [
    ...own.map(({ name }) => name),
    ...affected.map(({ file }) => file),
  ]);
}

/** The part of a filter before its first wildcard is the module's folder or below it. */
function isWithin(filter: string, folder: string): boolean {
  const fixed = filter.replace(/^\.?\//, '').split(/[*?[{]/)[0] ?? '';
  return fixed === folder || fixed.startsWith(`${folder}/`);
}
