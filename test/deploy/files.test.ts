import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import type { default as createRules } from '@balena/dockerignore';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeDelivered } from '../support/deploy/project.ts';

let root: string;
beforeAll(async () => {
  root = await writeDelivered();
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const variables = (path: string): Record<string, string> =>
  Object.fromEntries(
    [...read(path).matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

describe.each(['monolith', 'payments'])('the Dockerfile of %s', (name) => {
  const path = `apps/${name}/Dockerfile`;

  it('has no mistakes, and another one would', () => {
    expect(validate(read(path))).toEqual([]);
    expect(validate(read(path).replace('EXPOSE', 'EXPOSES'))).not.toEqual([]);
  });

  it('copies what there is and what a build may see', () => {
    const load = createRequire(import.meta.url);
    const rules = (load('@balena/dockerignore') as typeof createRules.default)().add(read('.dockerignore'));
    const copies = DockerfileParser.parse(read(path))
      .getCOPYs()
      .filter((copy) => copy.getFromFlag() === null);
    const sources = copies.flatMap((copy) =>
      copy
        .getArguments()
        .slice(0, -1)
        .map((word) => word.getValue()),
    );
    expect(sources.length).toBeGreaterThan(5);
    // npm install makes the lock file.
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual(['package-lock.json']);
    const sent = (file: string): boolean => !rules.ignores(file);
    const folders = sources.filter((source) => source.endsWith('/') && source !== 'tools/workspaces/');
    for (const folder of folders) {
      expect(sent(`${folder}package.json`), folder).toBe(true);
      expect(sent(`${folder}src/index.ts`), folder).toBe(true);
      for (const secret of [
        '.env',
        'src/.env',
        'key.pem',
        'test/a.test.ts',
        'dist/main.js',
        'node_modules/x/index.js',
      ])
        expect(sent(`${folder}${secret}`), folder + secret).toBe(false);
    }
    for (const file of ['package.json', 'package-lock.json', '.npmrc', 'tools/workspaces/lock.ts'])
      expect(sent(file), file).toBe(true);
    for (const file of ['.env', '.git/config', 'scaffold.json', 'tools/dev.ts'])
      expect(sent(file), file).toBe(false);
  });

  it('names no base image: they are pinned in one place', () => {
    const bases = DockerfileParser.parse(read(path))
      .getFROMs()
      .map((from) => from.getImage());
    expect(new Set(bases)).toEqual(new Set(['${BUILD_IMAGE}', '${RUN_IMAGE}']));
    for (const image of Object.values(variables('deploy/container/base-images.env')))
      expect(image).toMatch(/^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });
});

describe('compose.yaml', () => {
  interface Compose {
    readonly services: Readonly<Record<string, ComposeService>>;
    readonly volumes: object;
  }
  interface ComposeService {
    readonly image: string;
    readonly build?: { readonly dockerfile: string };
    readonly environment?: Readonly<Record<string, string>>;
    readonly depends_on?: Readonly<Record<string, unknown>>;
    readonly ports?: readonly string[];
    readonly read_only?: boolean;
  }

  it('has every process with its migrations before it, and only the public one open', () => {
    const { services } = parse(read('compose.yaml'), { merge: true }) as Compose;
    expect(Object.keys(services)).toEqual([
      'postgres',
      'monolith-migrate',
      'monolith',
      'payments-migrate',
      'payments',
    ]);
    for (const [name, service] of Object.entries(services)) {
      for (const other of Object.keys(service.depends_on ?? {})) expect(services, name).toHaveProperty(other);
      if (service.build) expect(existsSync(join(root, service.build.dockerfile))).toBe(true);
      if (name !== 'postgres') expect(service.read_only, name).toBe(true);
    }
    expect(services['monolith']?.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(services['payments']?.ports).toBeUndefined();
    expect(services['monolith']?.environment).toHaveProperty('PAYMENTS_URL', 'http://payments:3100');
  });

  const compose = [['docker', 'compose'], ['docker-compose']].find(
    ([command = '', ...args]) => spawnSync(command, [...args, 'version']).status === 0,
  );

  it.runIf(compose)('is what compose takes, once it has its secrets', () => {
    const [command = '', ...args] = compose ?? [];
    const secrets = { POSTGRES_PASSWORD: 'p', SERVICE_SECRET: 's', USERS_TOKEN_SECRET: 'u' };
    const config = (env: Record<string, string>): string =>
      execFileSync(command, [...args, 'config'], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { PATH: process.env['PATH'], ...env },
      });
    const pinned = variables('deploy/container/base-images.env');
    const { services } = parse(config({ ...pinned, ...secrets })) as Compose;
    expect(services['postgres']?.image).toBe(pinned['POSTGRES_IMAGE']);
    expect(services['payments']?.environment?.['DATABASE_URL']).toBe('postgres://shop:p@postgres:5432/shop');
    expect(() => config(secrets)).toThrow('start it with npm run compose');
    expect(() => config({ ...pinned, POSTGRES_PASSWORD: 'p' })).toThrow('docs/systems/container.md');
    writeFileSync(join(root, 'compose.yaml'), read('compose.yaml').replace('depends_on', 'depend_on'));
    expect(() => config({ ...pinned, ...secrets })).toThrow('depend_on');
  });
});

describe('the workflows', () => {
  const files = ['ci', 'promote'].map((name) => `.github/workflows/${name}.yml`);

  it.each(files)('%s is what GitHub takes', (path) => {
    expect(validateWorkflow(read(path)).errors).toEqual([]);
    expect(validateWorkflow(read(path).replace('timeout-minutes', 'timeout-minuts')).errors).not.toEqual([]);
  });

  interface Workflow {
    readonly jobs: Readonly<Record<string, Job>>;
  }
  interface Job {
    readonly needs?: string | readonly string[];
    readonly 'timeout-minutes'?: number;
    readonly steps: readonly { readonly run?: string; readonly id?: string }[];
  }

  it.each(files)('%s refers to jobs, steps and scripts that there are', (path) => {
    const { jobs } = parse(read(path)) as Workflow;
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [name, job] of Object.entries(jobs)) {
      const needs = [job.needs ?? []].flat();
      for (const other of needs) expect(jobs, `${name} needs`).toHaveProperty(other);
      const text = JSON.stringify(job);
      for (const [, other = ''] of text.matchAll(/needs\.([\w-]+)/g)) expect(needs, name).toContain(other);
      for (const [, id] of text.matchAll(/steps\.([\w-]+)/g))
        expect(
          job.steps.map((step) => step.id),
          name,
        ).toContain(id);
      for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?([\w-]+)/g))
        expect(scripts, name).toHaveProperty(script);
      expect(job['timeout-minutes'], name).toBeGreaterThan(0);
    }
  });

  it.each(files)('%s puts nothing that others may write into a shell', (path) => {
    const { jobs } = parse(read(path)) as Workflow;
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('Argo CD', () => {
  it('has an application for each service in each environment, from one set', () => {
    const set = parse(read('deploy/argocd/applicationset.yaml')) as {
      spec: {
        generators: { git: { directories: { path: string }[] } }[];
        template: { spec: { syncPolicy: object } };
      };
    };
    const patterns = set.spec.generators.flatMap(({ git }) => git.directories.map(({ path }) => path));
    const folders = ['monolith', 'payments'].flatMap((name) =>
      ['dev', 'staging', 'production'].map(
        (environment) => `deploy/kubernetes/services/${name}/overlays/${environment}`,
      ),
    );
    const matches = (folder: string): boolean =>
      patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '[^/]+')}$`).test(folder));
    expect(folders.filter((folder) => !matches(folder) || !existsSync(join(root, folder)))).toEqual([]);
    expect(matches('deploy/kubernetes/services/payments/canary')).toBe(false);
    expect(set.spec.template.spec.syncPolicy).toMatchObject({ automated: { prune: true, selfHeal: true } });
  });
});
