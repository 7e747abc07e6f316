import { parse } from 'yaml';
import { affecting, besides, deploying, deployingActions, publishing, testing } from './commands.ts';
import type { Pipeline, Sign } from './model.ts';
import { asRecord } from './signs.ts';

export const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

type Jobs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads a workflow of GitHub Actions. Throws where the text is no YAML. */
export function readWorkflow(file: string, text: string): Pipeline {
  const workflow = asRecord(parse(text, { logLevel: 'error' }));
  const name = String(workflow['name'] ?? '');
  const jobs = Object.fromEntries(
    Object.entries(asRecord(workflow['jobs'])).map(([id, job]) => [id, asRecord(job)]),
  );
  const deploys = Object.entries(jobs).flatMap(([id, job]) => deploymentIn(id, job, name, file) ?? []);
  const whole = JSON.stringify(jobs);
  return {
    file,
    system: 'GitHub Actions',
    tests: testing.test(whole),
    deploys: deploys.map(({ sign }) => sign),
    publishes: publishing.test(whole) ? [{ what: publishing.exec(whole)?.[0] ?? '', where: file }] : [],
    filters: filtersOf(workflow['on']),
    affected: affecting.test(whole),
    deployMinutes: slowest(deploys.map(({ id }) => minutesTo(id, jobs))),
  };
}

/** A job deploys where its commands do, or where it has an environment and speaks of deploying. */
function deploymentIn(
  id: string,
  job: Readonly<Record<string, unknown>>,
  workflow: string,
  file: string,
): { id: string; sign: Sign } | undefined {
  const text = JSON.stringify(job);
  const named = `${id} ${String(job['name'] ?? '')}`;
  if (besides.test(named) || besides.test(environmentOf(job))) return undefined;
  const where = `${file} (job ${id})`;
  const command = deploying.exec(text)?.[0] ?? deployingActions.exec(text)?.[0];
  if (command !== undefined) return { id, sign: { what: command, where } };
  const speaks = /deploy|rollout|ship to/i.test(`${named} ${workflow}`);
  const environment = environmentOf(job);
  if (speaks && environment !== '') return { id, sign: { what: `environment ${environment}`, where } };
  return /\bdeploy\b/i.test(named) ? { id, sign: { what: 'a job named deploy', where } } : undefined;
}

function environmentOf(job: Readonly<Record<string, unknown>>): string {
  const { environment } = job;
  return typeof environment === 'string' ? environment : String(asRecord(environment)['name'] ?? '');
}

function filtersOf(on: unknown): readonly string[] {
  const filters = ['push', 'pull_request', 'pull_request_target'].flatMap((event) => {
    const { paths } = asRecord(asRecord(on)[event]);
    return Array.isArray(paths) ? paths.map(String) : [];
  });
  return [...new Set(filters)].filter((path) => !path.startsWith('!'));
}

/** Minutes until a job is cut off, with the slowest chain of jobs that it waits for; undefined where one has no limit. */
function minutesTo(id: string, jobs: Jobs, seen: readonly string[] = []): number | undefined {
  const job = jobs[id];
  const own = job?.['timeout-minutes'];
  if (job === undefined || typeof own !== 'number' || seen.includes(id)) return undefined;
  const before = [job['needs'] ?? []].flat().map((needed) => minutesTo(String(needed), jobs, [...seen, id]));
  const waited = before.length === 0 ? 0 : slowest(before);
  return waited === undefined ? undefined : own + waited;
}

const slowest = (minutes: readonly (number | undefined)[]): number | undefined =>
  minutes.length === 0 || minutes.includes(undefined)
    ? undefined
    : Math.max(...minutes.map((one) => one ?? 0));
