import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { collectOperations } from '../../../../src/decision/evidence/operations/index.ts';
import type { EvidenceItem, ModuleMap } from '../../../../src/decision/evidence/model.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const names = ['users', 'orders', 'payments'];
const map: ModuleMap = {
  modules: names.map((name) => ({ name, paths: [`modules/${name}`], from: 'folder' })),
  moduleOf: (path) => names.find((name) => path.startsWith(`modules/${name}/`)),
};

function look(files: Readonly<Record<string, string>>): Readonly<Record<string, EvidenceItem>> {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-operations-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { items } = collectOperations({ root, map, files: Object.keys(files) });
  return Object.fromEntries(items.map((item) => [item.id.replace('operations.', ''), item]));
}

const manifest = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) });

describe('a codebase without a sign of anything', () => {
  it('is not said to lack it', () => {
    const items = look({ 'package.json': manifest('express'), 'src/app.ts': 'console.log(1);' });
    for (const item of Object.values(items)) {
      expect(item.answers, item.id).toBeUndefined();
      expect(item.why, item.id).toBeTruthy();
    }
    const known = Object.values(items).filter(({ certainty }) => certainty !== 'unknown');
    expect(known.map(({ id, figure }) => [id, figure])).toEqual([
      ['operations.metrics', 'none found'],
      ['operations.logs', 'none found'],
      ['operations.health', 'none found'],
    ]);
  });

  it('says nothing of code where there is none', () =>
    expect(look({}).logs).toMatchObject({ certainty: 'unknown', figure: 'unknown' }));
});

describe('what can be observed', () => {
  it.each<[what: string, item: string, files: Record<string, string>, where: string]>([
    [
      'a dependency',
      'tracing',
      { 'apps/api/package.json': manifest('dd-trace') },
      'apps/api/package.json: depends on dd-trace',
    ],
    [
      'an exporter',
      'tracing',
      { 'package.json': manifest('@opentelemetry/exporter-trace-otlp-http') },
      'package.json: depends on @opentelemetry/exporter-trace-otlp-http',
    ],
    [
      'an import',
      'tracing',
      { 'a.ts': "\nimport { NodeSDK } from '@opentelemetry/sdk-node';" },
      'a.ts:2: imports @opentelemetry/sdk-node',
    ],
    [
      'a start with an agent',
      'tracing',
      { 'package.json': '{"scripts":{"start":"node --require newrelic x.js"}}' },
      'package.json: a script starts newrelic',
    ],
    [
      'Sentry that samples traces',
      'tracing',
      { 'a.ts': "import * as S from '@sentry/node';\nS.init({ tracesSampleRate: 0.1 });" },
      'a.ts:2: Sentry with traces',
    ],
    [
      'a setting',
      'tracing',
      { 'deploy/api.yaml': 'env:\n  - name: OTEL_EXPORTER_OTLP_ENDPOINT\n' },
      'deploy/api.yaml: OTEL_EXPORTER_OTLP_ENDPOINT',
    ],
    [
      'metrics',
      'metrics',
      { 'a.js': "const client = require('prom-client');" },
      'a.js:1: imports prom-client',
    ],
    ['logs', 'logs', { 'a.ts': "import pino from 'pino';" }, 'a.ts:1: imports pino'],
    [
      'errors',
      'errors',
      { 'package.json': manifest('@sentry/nestjs') },
      'package.json: depends on @sentry/nestjs',
    ],
    ['a route', 'health', { 'a.ts': "router.get('/api/healthz', ok);" }, 'a.ts:1: the route /api/healthz'],
    ['a controller', 'health', { 'a.ts': "@Controller('health')\nclass A {}" }, 'a.ts:1: the route health'],
    [
      'a route object',
      'health',
      { 'a.ts': "app.route({ method: 'GET', url: '/readyz' });" },
      'a.ts:1: the route /readyz',
    ],
    [
      'a route by its file',
      'health',
      { 'app/api/health/route.ts': '' },
      'app/api/health/route.ts: a route by its file',
    ],
    [
      'a probe',
      'health',
      { 'k8s/a.yaml': 'apiVersion: v1\n  livenessProbe:\n' },
      'k8s/a.yaml: livenessProbe',
    ],
    [
      'an alert',
      'alerts',
      { 'ops/a.yaml': 'groups:\n- rules:\n  - alert: Down\n    expr: up == 0\n' },
      'ops/a.yaml: Prometheus alert',
    ],
    [
      'an alert in Terraform',
      'alerts',
      { 'a.tf': 'resource "datadog_monitor" "down" {}' },
      'a.tf: alert in Terraform',
    ],
  ])('%s', (_, item, files, where) => {
    const found = look(files)[item];
    expect(found?.certainty).toBe('inferred');
    expect(found?.details).toContain(where);
  });

  it.each<[what: string, item: string, files: Record<string, string>]>([
    ['an interface alone', 'tracing', { 'package.json': manifest('@opentelemetry/api') }],
    ['a development dependency', 'tracing', { 'package.json': '{"devDependencies":{"dd-trace":"1"}}' }],
    ['Sentry for errors alone', 'tracing', { 'package.json': manifest('@sentry/node') }],
    ['a library for browsers', 'errors', { 'package.json': manifest('@sentry/react') }],
    ['a test', 'logs', { 'src/a.test.ts': "import pino from 'pino';" }],
    ['an example', 'tracing', { 'examples/a/package.json': manifest('dd-trace') }],
    [
      'a call of somebody else’s route',
      'health',
      { 'a.ts': "axios.get('/health'); fetch('http://x/health');" },
    ],
    ['a lookup', 'health', { 'a.ts': "map.get('health');" }],
    ['a comment', 'health', { 'a.ts': "// app.get('/health', ok);" }],
    ['a package.json that is none', 'tracing', { 'package.json': '{"dependencies": [' }],
  ])('is not %s', (_, item, files) => {
    const found = look(files)[item];
    expect(found?.details ?? []).toEqual([]);
    expect(found?.answers).toBeUndefined();
  });

  it('answers the question only when all four are there', () => {
    const three = { 'package.json': manifest('dd-trace', 'prom-client', 'pino') };
    expect(look(three).observability).toMatchObject({
      certainty: 'unknown',
      why: 'not found in the codebase: alerts',
    });
    expect(
      look({ ...three, 'a.tf': 'resource "aws_cloudwatch_metric_alarm" "a" {}' }).observability,
    ).toMatchObject({
      certainty: 'inferred',
      answers: { question: 'Q3-observe', value: 'yes' },
    });
    expect(look(three).tracing?.answers).toEqual({ question: 'A-no-tracing', value: 'no' });
  });
});

const workflow = (body: string): Record<string, string> => ({ '.github/workflows/ci.yml': body });

describe('delivery', () => {
  it.each<[what: string, files: Record<string, string>]>([
    ['a command', workflow('on: push\njobs:\n  ship:\n    steps:\n      - run: kubectl apply -f k8s\n')],
    [
      'an action',
      workflow(
        'on: push\njobs:\n  ship:\n    steps:\n      - uses: superfly/flyctl-actions/setup-flyctl@v1\n',
      ),
    ],
    [
      'an environment',
      workflow('name: Deploy\non: push\njobs:\n  go:\n    environment: production\n    steps: []\n'),
    ],
    ['a stage of GitLab', { '.gitlab-ci.yml': 'go:\n  stage: deploy\n  script: [./go.sh]\n' }],
    ['a stage of Jenkins', { Jenkinsfile: "stage('Deploy to production') { sh './go.sh' }" }],
    ['a deployment of Azure', { 'azure-pipelines.yml': 'jobs:\n  - deployment: api\n' }],
    ['Travis', { '.travis.yml': 'script: npm test\ndeploy:\n  provider: heroku\n' }],
    ['Bitbucket', { 'bitbucket-pipelines.yml': 'step:\n  deployment: production\n' }],
    ['CircleCI', { '.circleci/config.yml': 'jobs:\n  deploy:\n    steps: []\n' }],
  ])('is seen in %s', (_, files) =>
    expect(look(files).deployments).toMatchObject({
      certainty: 'inferred',
      answers: { question: 'A-no-cicd', value: 'no' },
    }),
  );

  it.each<[what: string, files: Record<string, string>]>([
    ['tests', workflow('on: push\njobs:\n  test:\n    steps:\n      - run: npm test\n')],
    [
      'pages',
      workflow(
        'on: push\njobs:\n  deploy-docs:\n    environment: github-pages\n    steps:\n      - uses: actions/deploy-pages@v4\n',
      ),
    ],
    [
      'publishing',
      workflow('on: push\njobs:\n  push:\n    steps:\n      - uses: docker/build-push-action@v6\n'),
    ],
    ['a comment', { '.gitlab-ci.yml': '# kubectl apply\ntest:\n  script: [npm test]\n' }],
  ])('is not seen in %s', (_, files) =>
    expect(look(files).deployments).toMatchObject({ certainty: 'unknown', figure: 'unknown' }),
  );

  it('takes time that only a limit tells', () => {
    const job = (limit: string): string =>
      `on: push\njobs:\n  build:\n    timeout-minutes: 4\n    steps: []\n  deploy:\n    needs: build\n${limit}    steps:\n      - run: fly deploy\n`;
    expect(look(workflow(job('    timeout-minutes: 5\n')))['deploy-time']).toMatchObject({
      figure: '9 minutes at most',
      answers: { question: 'A-slow-deploy', value: 'no' },
    });
    const longer = look(workflow(job('    timeout-minutes: 6\n')))['deploy-time'];
    expect(longer?.figure).toBe('10 minutes at most');
    expect(longer?.answers).toBeUndefined();
    expect(look(workflow(job('')))['deploy-time']).toMatchObject({ certainty: 'unknown' });
  });

  it('is for single modules where paths say so', () => {
    const paths = `on:\n  push:\n    paths: ['modules/orders/**', 'modules/*/README.md', '!modules/users/**']\njobs: {}\n`;
    expect(look(workflow(paths))['per-module']).toMatchObject({
      figure: '1 of 3 modules with a pipeline of their own',
      details: ['orders'],
    });
    const affected = 'on: push\njobs:\n  a:\n    steps:\n      - run: npx nx affected -t test\n';
    expect(look(workflow(affected))['per-module']?.figure).toBe('1 pipeline find what a change affects');
  });

  it('says what could not be read', () => {
    const item = look({ ...workflow('a: [b'), '.gitlab-ci.yml': 'test:\n  script: [npm test]\n' }).pipelines;
    expect(item?.details?.[0]).toMatch(/^\.github\/workflows\/ci\.yml: it is no valid YAML/);
    expect(item?.figure).toContain('1 of them runs tests');
  });

  it('never follows a link or reads what is too large', () => {
    const root = mkdtempSync(join(tmpdir(), 'scaffold-operations-'));
    folders.push(root);
    symlinkSync('/etc/passwd', join(root, '.travis.yml'));
    symlinkSync(root, join(root, 'loop'));
    writeFileSync(join(root, 'bundle.js'), `import 'pino';${' '.repeat(600_000)}`);
    const { items } = collectOperations({
      root,
      map,
      files: ['.travis.yml', 'bundle.js', 'loop', 'gone.ts'],
    });
    expect(items.find(({ id }) => id === 'operations.logs')?.figure).toBe('none found');
    expect(items.find(({ id }) => id === 'operations.pipelines')?.details?.[0]).toContain('.travis.yml');
  });
});

describe('owners', () => {
  const files = {
    'modules/users/a.ts': '',
    'modules/users/b.md': '',
    'modules/users/c.ts': '',
    'modules/orders/a.ts': '',
    'modules/payments/a.ts': '',
  };

  it('are those of the last rule that matches', () => {
    const item = look({
      ...files,
      '.github/CODEOWNERS':
        '# comment\n* @lead\n/modules/users/ @shop/users\n*.md @docs\n/modules/payments\nmodules/orders/** @shop/orders # why\n!modules/x @a\nmodules/[ab] @a\nmodules/y nobody\n',
    }).codeowners;
    expect(item).toMatchObject({
      certainty: 'measured',
      figure: '2 of 3 modules owned, by 2 parties; 2 teams in 5 rules; 3 lines that GitHub passes over',
      details: [
        'users: @shop/users (67% of its files)',
        'orders: @shop/orders (100% of its files)',
        'payments: nobody',
        'not valid, line 7: !modules/x @a',
        'not valid, line 8: modules/[ab] @a',
        'not valid, line 9: modules/y nobody',
      ],
    });
  });

  it('are looked for where GitHub looks first', () =>
    expect(
      look({ ...files, CODEOWNERS: '* @a', '.github/CODEOWNERS': '* @b', 'docs/CODEOWNERS': '* @c' })
        .codeowners?.source,
    ).toBe('.github/CODEOWNERS'));

  it.each<[pattern: string, path: string, owned: boolean]>([
    ['*', 'modules/users/a.ts', true],
    ['*.ts', 'modules/users/a.ts', true],
    ['users', 'modules/users/a.ts', true],
    ['users/', 'modules/users/deep/a.ts', true],
    ['/users/', 'modules/users/a.ts', false],
    ['/modules/*', 'modules/users/a.ts', false],
    ['/modules/*/a.ts', 'modules/users/a.ts', true],
    ['/modules/**', 'modules/users/a.ts', true],
    ['**/users', 'modules/users/a.ts', true],
    ['modules/user', 'modules/users/a.ts', false],
  ])('%s of %s: %s', (pattern, path, owned) => {
    const item = look({ [path]: '', CODEOWNERS: `${pattern} @shop/a\n` }).codeowners;
    expect(item?.details?.[0]?.startsWith('users: @shop/a')).toBe(owned);
  });
});

describe('what it runs on', () => {
  it('is told by its files', () => {
    const items = look({
      'modules/orders/Dockerfile': 'FROM node',
      'docker-compose.yml': 'services: {}',
      'charts/shop/Chart.yaml': 'apiVersion: v2\n',
      'k8s/a.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
      'infra/main.tf': '',
      'docs/adr/0001-start.md': '',
      'docs/runbooks/database.md': '',
    });
    expect(items.containers?.figure).toBe('1 Dockerfile, for 1 of 3 modules, 1 compose file');
    expect(items['deployment-files']?.figure).toBe('Helm chart, Deployment, Terraform');
    expect(items['decision-records']?.figure).toBe('1 record');
    expect(items['on-call']).toMatchObject({ figure: '1 run-book' });
    expect(items['on-call']?.answers).toBeUndefined();
  });

  it('is watched by somebody where a rota says so', () =>
    expect(look({ 'a.tf': 'resource "pagerduty_schedule" "shop" {}' })['on-call']).toMatchObject({
      answers: { question: 'A-no-oncall', value: 'no' },
    }));
});
