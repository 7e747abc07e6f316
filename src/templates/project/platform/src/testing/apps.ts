import {
  freePort,
  mintSecrets,
  processesFor,
  readPlan,
  startProcess,
  untilReady,
  wiringFor,
} from '../local/index.ts';
import type { DevPlan, LocalProcess, Placement, ProcessPlan } from '../local/index.ts';
import { createDatabase } from './database.ts';

/** The project's processes, running on free ports over a database of their own. */
export interface Apps {
  /** Of the public interface. */
  readonly url: string;
  readonly databaseUrl: string;
  /** By which a host in the test's own process takes part: the database, where the others are, their secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** What the processes wrote, `name: line`. */
  readonly output: readonly string[];
  /** Ends a process as a crash would. */
  kill(name: string): Promise<void>;
  /** Starts a process again that was killed; resolves when it is ready. */
  start(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts every process that `placement` needs; resolves when all are ready. Variables in `env` win. */
export async function startApps(
  placement: Placement,
  env: Readonly<Record<string, string>> = {},
): Promise<Apps> {
  const plan = await onFreePorts(readPlan());
  const needed = processesFor(plan, placement);
  const edge = needed.find(({ url }) => url === undefined);
  if (edge === undefined)
    throw new Error('dev.json has no process with a public interface: all have a "url".');
  const database = await createDatabase();
  const wiring = { ...mintSecrets(plan, env), ...wiringFor(plan, placement) };
  const shared = { DATABASE_URL: database.url, ...wiring, ...env };
  const processes = new Processes(plan.root, needed, { ...process.env, NODE_ENV: 'test', ...shared });
  const close = (): Promise<void> => processes.stop().finally(database.drop);
  const started = await Promise.allSettled(needed.map(({ name }) => processes.start(name)));
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    await close();
    throw failed.reason;
  }
  return {
    url: urlOf(edge),
    databaseUrl: database.url,
    env: shared,
    output: processes.output,
    start: (name) => processes.start(name),
    kill: (name) => processes.kill(name),
    close,
  };
}

class Processes {
  readonly output: string[] = [];
  readonly #running = new Map<string, LocalProcess>();
  readonly #root: string;
  readonly #plans: readonly ProcessPlan[];
  readonly #env: NodeJS.ProcessEnv;

  constructor(root: string, plans: readonly ProcessPlan[], env: NodeJS.ProcessEnv) {
    this.#root = root;
    this.#plans = plans;
    this.#env = env;
  }

  async start(name: string): Promise<void> {
    const plan = this.#plans.find((candidate) => candidate.name === name);
    if (plan === undefined) throw new Error(`No process "${name}" runs in this placement.`);
    const process = startProcess({
      cwd: this.#root,
      entry: plan.entry,
      env: { ...this.#env, PORT: String(plan.port) },
      onLine: (line) => this.output.push(`${name}: ${line}`),
    });
    this.#running.set(name, process);
    let end: number | string | undefined;
    void process.ended.then((code) => (end = code));
    await untilReady(urlOf(plan), () => end !== undefined);
    if (end !== undefined) throw new Error(`${name} ended (${end}):\n${this.output.slice(-20).join('\n')}`);
  }

  async kill(name: string): Promise<void> {
    const process = this.#running.get(name);
    process?.kill();
    await process?.ended;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((process) => process.stop()));
  }
}

async function onFreePorts(plan: DevPlan): Promise<DevPlan> {
  const processes = plan.processes.map(async (process) => {
    const [port, eventsPort] = await Promise.all([freePort(), freePort()]);
    return { ...process, port, eventsPort };
  });
  return { ...plan, processes: await Promise.all(processes) };
}

const urlOf = ({ port }: ProcessPlan): string => `http://127.0.0.1:${port}`;
