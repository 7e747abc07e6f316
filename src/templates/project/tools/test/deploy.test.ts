import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const overlays = 'deploy/kubernetes/services/payments/overlays';
const digest = `sha256:${'a'.repeat(64)}`;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'deploy-'));
  for (const environment of ['dev', 'production']) {
    write(`${overlays}/${environment}/kustomization.yaml`, `namespace: acme-${environment}\n`);
    write(`${overlays}/${environment}/release/kustomization.yaml`, 'images: []\n');
  }
});
afterEach(() => rmSync(root, { recursive: true }));

describe('npm run release', () => {
  const releaseIn = (environment: string): string =>
    readFileSync(join(root, overlays, environment, 'release/kustomization.yaml'), 'utf8');

  it('writes the image, and takes it to another environment as it is', () => {
    expect(run('release', 'payments', 'dev', `ghcr.io/acme/shop-payments@${digest}`).code).toBe(0);
    expect(releaseIn('dev')).toContain(`newName: ghcr.io/acme/shop-payments\n    digest: ${digest}\n`);
    expect(run('release', 'payments', 'production', '--from', 'dev').code).toBe(0);
    expect(releaseIn('production')).toBe(releaseIn('dev'));
  });

  it.each([
    ['a tag', ['payments', 'dev', 'ghcr.io/acme/shop-payments:latest'], 'named by its digest'],
    [
      'what was not released',
      ['payments', 'production', '--from', 'dev'],
      'Nothing of payments was released in dev',
    ],
    ['an unknown process', ['ledger', 'dev', `x@${digest}`], 'There is no deploy/kubernetes/services/ledger'],
    ['two answers', ['payments', 'dev', `x@${digest}`, '--from', 'dev'], 'or --from'],
  ])('refuses %s', (_, args, message) => {
    const before = releaseIn('dev');
    const { code, output } = run('release', ...args);
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(releaseIn('dev')).toBe(before);
  });
});

describe('npm run deploy', () => {
  it('runs the migrations before anything of the server is changed', () => {
    const kubectl = fakeKubectl('');
    expect(run('deploy', 'payments', 'dev').code).toBe(0);
    expect(kubectl()).toEqual([
      'delete job payments-migrate --ignore-not-found --namespace acme-dev',
      `apply --server-side --kustomize ${overlays}/dev --selector app.kubernetes.io/component!=server`,
      'wait job/payments-migrate --for=condition=complete --timeout=300s --namespace acme-dev',
      `apply --server-side --kustomize ${overlays}/dev --selector app.kubernetes.io/component=server`,
      `kustomize ${overlays}/dev`,
      'rollout status deployment/payments --timeout=300s --namespace acme-dev',
    ]);
  });

  it('watches the canary where there is one', () => {
    const kubectl = fakeKubectl('if [ "$1" = kustomize ]; then echo "kind: Rollout"; fi');
    run('deploy', 'payments', 'dev');
    expect(kubectl().at(-1)).toBe('argo rollouts status payments --namespace acme-dev');
  });

  it('leaves the server as it is when the migrations fail, and shows what they said', () => {
    const kubectl = fakeKubectl('if [ "$1" = wait ]; then exit 1; fi');
    const { code, output } = run('deploy', 'payments', 'dev');
    expect(code).toBe(1);
    expect(output).toContain('kubectl wait failed; nothing after it was done');
    expect(kubectl().at(-1)).toBe('logs job/payments-migrate --namespace acme-dev');
  });

  it('refuses an environment that there is not', () => {
    const kubectl = fakeKubectl('');
    expect(run('deploy', 'payments', 'moon').output).toContain(`There is no ${overlays}/moon`);
    expect(kubectl()).toEqual([]);
  });
});

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode });
}

/** A kubectl that does nothing but remember, and what it was called with. */
function fakeKubectl(behaviour: string): () => string[] {
  write('calls', '');
  write('bin/kubectl', `#!/bin/sh\necho "$*" >> '${root}/calls'\n${behaviour}\n`, 0o755);
  return () => readFileSync(join(root, 'calls'), 'utf8').split('\n').slice(0, -1);
}

function run(tool: string, ...args: readonly string[]): { code: number | null; output: string } {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const file = fileURLToPath(new URL(`../${tool}.ts`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, file, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: [join(root, 'bin'), process.env['PATH']].join(delimiter) },
  });
  return { code: status, output: stdout + stderr };
}
