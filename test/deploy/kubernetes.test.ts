import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderSystems, viewOverview } from '../../src/templates/index.ts';
import { findNonconformity } from '../support/deploy/conformance.ts';
import {
  buildOverlay,
  hasKubectl,
  readObjects,
  readSources,
  type ClusterObject,
} from '../support/deploy/kustomize.ts';
import { delivered, writeDelivered } from '../support/deploy/project.ts';
import { mayReach, type Peer } from '../support/deploy/reach.ts';

const services = 'deploy/kubernetes/services';
/** The compiler reads the types of every kind; a busy machine takes its time over it. */
const slow = 120_000;
const environments = ['dev', 'staging', 'production'];
const overlays = [
  ...['monolith', 'payments'].map((name) => `${services}/${name}/overlays`),
  'deploy/kubernetes/namespace/overlays',
].flatMap((folder) => environments.map((environment) => `${folder}/${environment}`));

let root: string;
beforeAll(async () => {
  root = await writeDelivered();
}, slow);
afterAll(() => rmSync(root, { recursive: true }));

describe('the objects', () => {
  it('refer only to what is there, and use everything that is there', () => {
    const sources = [...overlays, `${services}/payments/canary`].map((overlay) => readSources(root, overlay));
    expect(sources.flatMap(({ missing }) => missing)).toEqual([]);
    expect(readSources(root, overlays[0] ?? '').aimless).toEqual([]);
    const read = new Set(sources.flatMap((source) => [...source.read]));
    const unused = filesBelow('deploy/kubernetes').filter((path) => !read.has(path));
    expect(unused).toEqual([
      `${services}/monolith/manual-gate/kustomization.yaml`,
      `${services}/payments/manual-gate/kustomization.yaml`,
    ]);
  });

  it(
    'have the fields and values that the cluster knows',
    () => {
      const files = ['deploy/kubernetes', 'deploy/argocd']
        .flatMap(filesBelow)
        .filter((path) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'));
      const objects = files.flatMap((path) => readObjects(read(path)));
      expect(objects.length).toBeGreaterThan(20);
      expect(findNonconformity(objects)).toEqual([]);
    },
    slow,
  );

  it(
    'would not pass with a field that there is not, or a value that is refused',
    () => {
      const [deployment] = readObjects(read(`${services}/payments/base/deployment.yaml`));
      const [service] = readObjects(read(`${services}/payments/base/service.yaml`));
      if (!deployment || !service) throw new Error('nothing to spoil');
      const misspelt = { ...deployment, spec: { ...(deployment.spec as object), progressDeadlineSecond: 1 } };
      const wrong = { ...service, spec: { ports: [{ port: 'many' }] } };
      const found = findNonconformity([misspelt, wrong]);
      expect(found).toContainEqual(expect.stringContaining('progressDeadlineSecond'));
      expect(found.filter((problem) => problem.startsWith('Service payments')).length).toBeGreaterThan(0);
    },
    slow,
  );

  it('contain no secret', () => {
    const files = filesBelow('deploy');
    expect(
      files
        .flatMap((path) => (path.endsWith('.yaml') ? readObjects(read(path)) : []))
        .map(({ kind }) => kind),
    ).not.toContain('Secret');
    expect(files.filter((path) => /SECRET=|PASSWORD|postgres:\/\//.test(read(path)))).toEqual([]);
  });
});

describe('a process', () => {
  it.each(['monolith', 'payments'])('%s has limits that agree with each other', (name) => {
    const { container, pod } = podOf(name);
    const limit = Number.parseInt(container.resources.limits.memory, 10);
    const heap = Number(/max-old-space-size=(\d+)/.exec(read(`${services}/${name}/base/settings.env`))?.[1]);
    expect(heap / limit).toBeGreaterThanOrEqual(0.75);
    expect(heap / limit).toBeLessThanOrEqual(0.8);
    const drainSeconds = 10;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(
      container.lifecycle.preStop.sleep.seconds + drainSeconds,
    );
    expect(container.livenessProbe).toMatchObject({
      httpGet: { path: '/healthz' },
      initialDelaySeconds: 5,
      periodSeconds: 10,
    });
    expect(container.readinessProbe).toMatchObject({
      httpGet: { path: '/readyz' },
      initialDelaySeconds: 10,
      periodSeconds: 5,
    });
    expect(read(`apps/${name}/Dockerfile`)).toContain(`EXPOSE ${container.readinessProbe.httpGet.port}`);
  });

  it.each(['monolith', 'payments'])('%s and its migrations have no rights', (name) => {
    for (const { container, pod } of [podOf(name), podOf(name, 'migrate')]) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(pod.automountServiceAccountToken).toBe(false);
    }
  });

  it('is told where the services are that it calls, and is let in there', () => {
    expect(read(`${services}/monolith/base/addresses.env`)).toContain('PAYMENTS_URL=http://payments:3100');
    expect(read(`${services}/payments/base/addresses.env`)).not.toContain('_URL=');
    expect(podOf('monolith').labels['shop/calls-payments']).toBe('true');
  });
});

describe('the network', () => {
  const own = { 'kubernetes.io/metadata.name': 'shop-production' };
  const pod = (labels: Readonly<Record<string, string>>): Peer => ({ labels, namespace: own });
  const databaseOf = (...names: readonly string[]): Peer =>
    pod(Object.fromEntries(names.map((name) => [`shop/database-of-${name}`, 'true'])));
  const peers: Readonly<Record<string, () => Peer>> = {
    monolith: () => pod(podOf('monolith').labels),
    payments: () => pod(podOf('payments').labels),
    'payments-migrate': () => pod(podOf('payments', 'migrate').labels),
    'database of monolith': () => databaseOf('monolith'),
    'database of payments': () => databaseOf('payments'),
    'database of both': () => databaseOf('monolith', 'payments'),
    'another pod': () => pod({ app: 'other' }),
    'a pod elsewhere': () => ({ labels: {}, namespace: { 'kubernetes.io/metadata.name': 'other' } }),
    outside: () => ({ labels: {}, namespace: undefined }),
  };

  it.each<[from: string, to: string, port: number, may: boolean]>([
    ['outside', 'monolith', 3000, true],
    ['a pod elsewhere', 'monolith', 3000, true],
    ['outside', 'monolith', 9000, false],
    ['a pod elsewhere', 'monolith', 9000, false],
    ['payments', 'monolith', 3000, false],
    ['monolith', 'payments', 3100, true],
    ['monolith', 'payments', 9000, false],
    ['outside', 'payments', 3100, false],
    ['another pod', 'payments', 3100, false],
    ['a pod elsewhere', 'payments', 3100, false],
    ['payments-migrate', 'payments', 3100, false],
    ['monolith', 'database of monolith', 5432, true],
    ['payments', 'database of payments', 5432, true],
    ['payments-migrate', 'database of payments', 5432, true],
    ['monolith', 'database of both', 5432, true],
    ['payments', 'database of both', 5432, true],
    ['monolith', 'database of payments', 5432, false],
    ['payments', 'database of monolith', 5432, false],
    ['another pod', 'database of payments', 5432, false],
    ['outside', 'database of payments', 5432, false],
    ['monolith', 'outside', 443, false],
    ['payments', 'a pod elsewhere', 80, false],
  ])('%s → %s:%i %s', (from, to, port, may) => {
    const policies = policiesOf(root, ['monolith', 'payments']);
    const [source, target] = [peers[from], peers[to]];
    if (!source || !target) throw new Error('no such peer');
    expect(mayReach(policies, own, source(), { to: target(), port })).toBe(may);
  });
});

describe('with systems that need the network', () => {
  const own = { 'kubernetes.io/metadata.name': 'shop-production' };
  const decision = { verdict: '', overruled: false, answers: {}, adr: '' };
  const blueprint = { ...delivered, decision };
  const monitoring: Peer = { labels: {}, namespace: { 'kubernetes.io/metadata.name': 'monitoring' } };
  const labelled = (name: string): Peer => ({ labels: { [`shop/${name}`]: 'true' }, namespace: own });

  it.each<[system: string, to: Peer, port: number]>([
    ['events-nats', labelled('broker'), 4222],
    ['events-rabbitmq', labelled('broker'), 5672],
    ['events-kafka', labelled('broker'), 9092],
    ['cache', labelled('cache'), 6379],
    ['telemetry', monitoring, 4318],
  ])(
    '%s is reached, by those who have it',
    async (system, to, port) => {
      const server = {
        'app.kubernetes.io/name': 'monolith',
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/component': 'server',
      };
      const from: Peer = { labels: server, namespace: own };
      const reaches = async (systems: readonly string[]): Promise<boolean> => {
        const files = await renderSystems(viewOverview({ ...blueprint, systems }));
        const policies = [...files].flatMap(([path, { text }]) =>
          path.endsWith('network-policy.yaml') ? readObjects(text) : [],
        );
        return mayReach(policies, own, from, { to, port });
      };
      const events = system.startsWith('events-') ? ['events'] : [];
      expect(await reaches(['kubernetes', ...events, system])).toBe(true);
      expect(await reaches(['kubernetes'])).toBe(false);
    },
    slow,
  );

  it('events go from process to process, and nobody else can send one', async () => {
    const chosen = { ...blueprint, systems: ['kubernetes', 'events', 'events-http'] };
    const files = await renderSystems(viewOverview(chosen, [{ module: 'payments', port: 3100 }]));
    for (const name of ['monolith', 'payments'])
      expect(files.get(`${services}/${name}/base/addresses.env`)?.text).toContain(
        'EVENTS_URL=monolith=http://monolith:3200,payments=http://payments:3200\n',
      );
    const policies = [...files].flatMap(([path, { text }]) =>
      path.endsWith('network-policy.yaml') ? readObjects(text) : [],
    );
    const server = (name: string): Peer => ({
      labels: {
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/component': 'server',
      },
      namespace: own,
    });
    const reaches = (from: Peer, port: number): boolean =>
      mayReach(policies, own, from, { to: server('monolith'), port });
    expect(reaches(server('payments'), 3200)).toBe(true);
    expect(reaches({ labels: {}, namespace: { name: 'elsewhere' } }, 3200)).toBe(false);
    expect(reaches(server('payments'), 9000)).toBe(false);
  });
});

describe.runIf(hasKubectl)('built by kubectl', () => {
  it(
    'is whole, each environment in a namespace of its own',
    () => {
      const built = overlays.map((overlay) => ({ overlay, objects: buildOverlay(root, overlay) }));
      for (const { overlay, objects } of built) {
        const namespaces = objects.map(({ kind, metadata }) =>
          kind === 'Namespace' ? metadata.name : metadata.namespace,
        );
        expect(new Set(namespaces), overlay).toEqual(new Set([`shop-${overlay.split('/').at(-1)}`]));
      }
      expect(findNonconformity(built.flatMap(({ objects }) => objects))).toEqual([]);
    },
    slow,
  );

  it('runs the released image, in the server and in its migrations', () => {
    const file = `${services}/payments/overlays/dev/release/kustomization.yaml`;
    const before = read(file);
    const digest = `sha256:${'a'.repeat(64)}`;
    writeFileSync(join(root, file), before.replace(/newTag: .*/, `digest: ${digest}`));
    const objects = buildOverlay(root, `${services}/payments/overlays/dev`);
    writeFileSync(join(root, file), before);
    const images = JSON.stringify(objects).match(/"image":"[^"]+"/g);
    expect(images).toEqual(Array(2).fill(`"image":"ghcr.io/your-organisation/shop-payments@${digest}"`));
  });

  it(
    'releases in steps in production only, and waits for somebody where it is asked to',
    () => {
      const steps = (overlay: string): unknown => {
        const rollout = buildOverlay(root, overlay).find(({ kind }) => kind === 'Rollout');
        return (rollout?.spec as { strategy: { canary: { steps: unknown } } } | undefined)?.strategy.canary
          .steps;
      };
      const path = `${services}/payments/overlays/production`;
      const five = { pause: { duration: '5m' } };
      expect(steps(`${services}/payments/overlays/staging`)).toBeUndefined();
      expect(steps(path)).toEqual([{ setWeight: 10 }, five, { setWeight: 50 }, five]);
      const file = `${path}/kustomization.yaml`;
      const before = read(file);
      writeFileSync(join(root, file), before.replace('# - ../../manual-gate', '- ../../manual-gate'));
      expect(steps(path)).toEqual([{ setWeight: 10 }, five, { pause: {} }, { setWeight: 50 }, five]);
      writeFileSync(join(root, file), before);
    },
    slow,
  );

  it('scales what has the pods', () => {
    const target = (environment: string) => {
      const objects = buildOverlay(root, `${services}/monolith/overlays/${environment}`);
      const scaler = objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler');
      return (scaler?.spec as { scaleTargetRef: { kind: string } } | undefined)?.scaleTargetRef.kind;
    };
    expect(target('dev')).toBe('Deployment');
    expect(target('production')).toBe('Rollout');
  });
});

describe('without the other systems', () => {
  it('is a plain deployment of one process', async () => {
    const folder = await writeDelivered({ ...delivered, systems: ['kubernetes'], steps: [] });
    try {
      expect(readdirSync(join(folder, services))).toEqual(['monolith']);
      expect(existsSync(join(folder, services, 'monolith/canary'))).toBe(false);
      const production = readSources(folder, `${services}/monolith/overlays/production`);
      expect(production.missing).toEqual([]);
      expect(production.objects.map(({ kind }) => kind)).not.toContain('Rollout');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function policiesOf(folder: string, names: readonly string[]): ClusterObject[] {
  const folders = ['deploy/kubernetes/namespace', ...names.map((name) => `${services}/${name}`)];
  return folders.flatMap((part) =>
    readObjects(readFileSync(join(folder, part, 'base/network-policy.yaml'), 'utf8')),
  );
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly Container[];
}

interface Container {
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly livenessProbe: object;
  readonly readinessProbe: { readonly httpGet: { readonly port: number } };
  readonly securityContext: object;
}

/** The pods of a process, or of its migrations. */
function podOf(name: string, file: 'deployment' | 'migrate' = 'deployment') {
  const [object] = readObjects(read(`${services}/${name}/base/${file}.yaml`)) as [ClusterObject];
  const { template } = object.spec as {
    template: { metadata: { labels: Readonly<Record<string, string>> }; spec: PodSpec };
  };
  const [container] = template.spec.containers;
  if (!container) throw new Error('no container');
  return { pod: template.spec, container, labels: template.metadata.labels };
}
