import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const processSchema = z.object({
  name: z.string(),
  /** Its main.ts, from the root of the project. */
  entry: z.string(),
  port: z.number().int(),
  /** The variable that tells every other process where this one is; a process that others call has one. */
  url: z
    .string()
    .regex(/^[A-Z0-9_]+_URL$/)
    .optional(),
  /** Where it takes in events of the others: 200 above its port, if nothing else is said. */
  eventsPort: z.number().int().optional(),
});

const planSchema = z.object({
  /** Variables for which a random value is made for each run, the same for every process. */
  secrets: z.array(z.string()).default([]),
  /** The processes send each other events, without a broker. */
  events: z.boolean().default(false),
  processes: z.array(processSchema).min(1),
});

/** One line of dev.json. */
export type ProcessPlan = z.infer<typeof processSchema>;

/** dev.json: what runs when the whole project runs on one machine. */
export interface DevPlan extends z.infer<typeof planSchema> {
  /** Folder of the project. */
  readonly root: string;
}

/** Where the modules with a process of their own are: within the caller's process, there behind the wire, or in that process. */
export type Placement = 'local' | 'loopback' | 'remote';

export function readPlan(from = process.cwd()): DevPlan {
  const root = findRoot(from);
  return { root, ...planSchema.parse(JSON.parse(readFileSync(join(root, 'dev.json'), 'utf8'))) };
}

/** The placements in which the processes of a plan can be run. */
export function placementsOf({ processes }: Pick<DevPlan, 'processes'>): Placement[] {
  return processes.some(({ url }) => url !== undefined) ? ['local', 'loopback', 'remote'] : ['local'];
}

/** Processes that are needed: those that others call only when they are called over the network. */
export function processesFor(plan: DevPlan, placement: Placement): ProcessPlan[] {
  return plan.processes.filter(({ url }) => url === undefined || placement === 'remote');
}

/** The variables by which each process finds the others, and whether it calls them. */
export function wiringFor(plan: DevPlan, placement: Placement): Record<string, string> {
  const { processes, events } = plan;
  const entries = processes.flatMap(({ url, port }) => {
    if (url === undefined) return [];
    const address = `http://127.0.0.1:${port}`;
    return [[url, address] as const, [url.replace(/_URL$/, '_MODE'), placement] as const];
  });
  return { ...Object.fromEntries(entries), ...(events && { EVENTS_URL: eventsUrl(plan, placement) }) };
}

const eventsPortAbove = 200;

/** Where a process takes in events of the others. */
export const eventsPortOf = ({ port, eventsPort }: ProcessPlan): number =>
  eventsPort ?? port + eventsPortAbove;

function eventsUrl(plan: DevPlan, placement: Placement): string {
  const listening = plan.processes.filter((process) => hasEvents(plan.root, process));
  if (placement !== 'remote' || plan.processes.length === 1) return 'local';
  return listening.map((process) => `${process.name}=http://127.0.0.1:${eventsPortOf(process)}`).join(',');
}

/** Whoever has no events in its composition root takes none in, and nobody should wait for it. */
function hasEvents(root: string, { entry }: ProcessPlan): boolean {
  const composition = join(root, dirname(entry), 'compose.ts');
  return existsSync(composition) && /platform\/events['"]/.test(readFileSync(composition, 'utf8'));
}

/** Fresh secrets, save those that the environment has; calls between processes are signed with one of them. */
export function mintSecrets(plan: DevPlan, env: NodeJS.ProcessEnv): Record<string, string> {
  const calls = plan.processes.some(({ url }) => url !== undefined) ? ['SERVICE_SECRET'] : [];
  const missing = [...plan.secrets, ...calls].filter((name) => !env[name] && !env[`${name}_FILE`]);
  return Object.fromEntries(missing.map((name) => [name, randomBytes(48).toString('base64url')]));
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'dev.json'))) return from;
  if (from === dirname(from)) throw new Error('There is no dev.json here or in a folder above.');
  return findRoot(dirname(from));
}
