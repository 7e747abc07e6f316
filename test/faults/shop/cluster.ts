import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  freePort,
  startPostgres,
  type DevPlan,
  type PostgresServer,
} from '../../../src/templates/project/platform/src/local/index.ts';
import { cleanEnvironment } from '../../support/run.ts';
import { Wire } from './wire.ts';

/** Whoever restarts what has ended does so after this. */
const restartAfterMs = 200;

/** Every process of a built project, each started again when it ends, and a wire before each of them and the database. */
export class Cluster {
  readonly wires: ReadonlyMap<string, Wire>;
  readonly names: readonly string[];
  restarts = 0;
  readonly #plan: DevPlan;
  readonly #ports: ReadonlyMap<string, number>;
  /** Where each process takes in events, behind a wire of its own. */
  readonly #eventPorts: ReadonlyMap<string, number>;
  readonly #children = new Map<string, ChildProcess>();
  readonly #env: Record<string, string>;
  readonly #log: WriteStream;
  readonly #database: Wire;
  #postgres: PostgresServer;
  #stopping = false;

  private constructor(
    plan: DevPlan,
    wires: ReadonlyMap<string, Wire>,
    ports: ReadonlyMap<string, number>,
    eventPorts: ReadonlyMap<string, number>,
    database: Wire,
    postgres: PostgresServer,
  ) {
    this.#plan = plan;
    this.wires = wires;
    this.#ports = ports;
    this.#eventPorts = eventPorts;
    this.#database = database;
    this.#postgres = postgres;
    this.names = plan.processes.map(({ name }) => name);
    mkdirSync(join(plan.root, '.data'), { recursive: true });
    this.#log = createWriteStream(join(plan.root, '.data/faults.log'));
    this.#env = this.#environment();
  }

  static async start(plan: DevPlan): Promise<Cluster> {
    const postgres = await startPostgres({ keepIn: join(plan.root, '.data/postgres') });
    const database = await Wire.to(Number(new URL(postgres.url).port));
    const ports = new Map<string, number>();
    const eventPorts = new Map<string, number>();
    const wires = new Map<string, Wire>();
    for (const { name } of plan.processes) {
      ports.set(name, await freePort());
      wires.set(name, await Wire.to(ports.get(name) ?? 0));
      eventPorts.set(name, await freePort());
      wires.set(eventsOf(name), await Wire.to(eventPorts.get(name) ?? 0));
    }
    const cluster = new Cluster(plan, wires, ports, eventPorts, database, postgres);
    for (const name of cluster.names) cluster.#keepRunning(name);
    await cluster.ready();
    return cluster;
  }

  /** Of the public interface, behind its wire. */
  get url(): string {
    const edge = this.#plan.processes.find(({ url }) => url === undefined);
    return `http://127.0.0.1:${this.wires.get(edge?.name ?? '')?.port}`;
  }

  /** Of the database itself, for those who look at the books. */
  get databaseUrl(): string {
    return this.#postgres.url;
  }

  get database(): Wire {
    return this.#database;
  }

  /** As an out-of-memory kill does. */
  kill(name: string): void {
    this.#children.get(name)?.kill('SIGKILL');
  }

  /** Kills the server as a power cut does, and starts it again over the same folder. */
  async crashDatabase(): Promise<void> {
    const file = [
      join(this.#postgres.folder, 'data/postmaster.pid'),
      join(this.#postgres.folder, 'postmaster.pid'),
    ].find(existsSync);
    const pid = file === undefined ? undefined : Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (pid === undefined) throw new Error(`no postmaster.pid below ${this.#postgres.folder}`);
    process.kill(pid, 'SIGKILL');
    await this.#postgres.stop().catch(() => {});
    this.#postgres = await startPostgres({ keepIn: join(this.#plan.root, '.data/postgres') });
    this.#database.pointTo(Number(new URL(this.#postgres.url).port));
  }

  /** Resolves when every process says that it is ready. */
  async ready(withinMs = 60_000): Promise<void> {
    const until = performance.now() + withinMs;
    for (const port of this.#ports.values())
      while (!(await isReady(port))) {
        if (performance.now() > until)
          throw new Error(`not ready within ${withinMs / 1_000} s; see .data/faults.log`);
        await delay(100);
      }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const child of this.#children.values()) child.kill('SIGKILL');
    for (const wire of [...this.wires.values(), this.#database]) wire.close();
    await this.#postgres.stop();
    this.#log.end();
  }

  #environment(): Record<string, string> {
    const url = new URL(this.#postgres.url);
    url.port = String(this.#database.port);
    const addresses = this.#plan.processes.flatMap(({ name, url: variable }) =>
      variable === undefined ? [] : [[variable, `http://127.0.0.1:${this.wires.get(name)?.port}`] as const],
    );
    const secrets = [...this.#plan.secrets, 'SERVICE_SECRET'].map(
      (name) => [name, `${name}-`.repeat(8)] as const,
    );
    return {
      ...cleanEnvironment(),
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      DATABASE_URL: url.href,
      ...(this.#plan.events && { EVENTS_URL: this.#eventsUrl() }),
      ...Object.fromEntries([...addresses, ...secrets]),
    };
  }

  #eventsUrl(): string {
    return this.names
      .map((name) => `${name}=http://127.0.0.1:${this.wires.get(eventsOf(name))?.port}`)
      .join(',');
  }

  #keepRunning(name: string): void {
    if (this.#stopping) return;
    const entry = this.#plan.processes.find((planned) => planned.name === name)?.entry ?? '';
    const child = spawn(process.execPath, [entry.replace('/src/', '/dist/').replace(/\.ts$/, '.js')], {
      cwd: this.#plan.root,
      env: {
        ...this.#env,
        PORT: String(this.#ports.get(name)),
        EVENTS_PORT: String(this.#eventPorts.get(name)),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => this.#log.write(chunk));
    this.#children.set(name, child);
    child.once('close', () => {
      this.restarts++;
      setTimeout(() => this.#keepRunning(name), restartAfterMs);
    });
  }
}

const eventsOf = (name: string): string => `events of ${name}`;

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
