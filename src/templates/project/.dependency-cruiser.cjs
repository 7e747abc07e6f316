/** Who may import what. Generic on purpose: a new module needs no new rule. Checked by tools/boundaries.ts. */
const { existsSync, readFileSync, readdirSync } = require('node:fs');

const tests = '(^|/)test/';

/** Patterns of the source files behind one export of every module. */
function filesBehind(subpath) {
  const manifests = (existsSync('modules') ? readdirSync('modules') : [])
    .map((name) => [`modules/${name}`, `modules/${name}/package.json`])
    .filter(([, manifest]) => existsSync(manifest));
  const files = manifests.flatMap(([folder, manifest]) => {
    const target = JSON.parse(readFileSync(manifest, 'utf8')).exports?.[subpath];
    const source = typeof target === 'string' ? target : target?.source;
    return source === undefined ? [] : [`${folder}/${source.replace(/^\.\//, '')}`];
  });
  // Without any module nothing matches; an empty list would match everything.
  return ['^$', ...files.map((file) => `^${file.replaceAll('.', '\\.')}$`)];
}

const ports = filesBehind('.');
const hosts = filesBehind('./host');

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'host-only-for-apps',
      comment:
        'A module is put to work by the composition roots under apps/; everybody else gets its port from there.',
      severity: 'error',
      from: { pathNot: ['^apps/', tests] },
      to: { path: hosts },
    },
    {
      name: 'modules-by-their-port',
      comment:
        'What another module exports is its port; what is behind it may change, and may run elsewhere.',
      severity: 'error',
      from: { path: '^modules/([^/]+)/', pathNot: tests },
      to: { path: '^modules/[^/]+/', pathNot: ['^modules/$1/', ...ports] },
    },
    {
      name: 'no-module-internals',
      comment: 'Hosts and clients use what a package exports: its port, and its host.',
      severity: 'error',
      from: { path: '^(apps|clients|platform|tools)/', pathNot: tests },
      to: { path: '^modules/', pathNot: [...ports, ...hosts] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that need each other cannot be understood, or moved, one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform is what modules stand on.',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(modules|apps|clients)/' },
    },
    {
      name: 'nothing-imports-an-app',
      comment: 'Apps are where everything ends up, not where it comes from.',
      severity: 'error',
      from: { pathNot: ['^apps/', '^tools/'] },
      to: { path: '^apps/' },
    },
    {
      name: 'core-without-io',
      comment:
        'index.ts, domain/ and ports/ know no database and no HTTP, so that they can be read and tested alone.',
      severity: 'error',
      from: { path: '^modules/[^/]+/src/(index\\.ts$|errors\\.ts$|domain/|ports/)' },
      to: {
        path: [
          '^modules/[^/]+/src/(adapters/|host\\.ts$)',
          '^platform/src/(db|http)/',
          'node_modules/(pg|kysely|fastify|@fastify)/',
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data|\\.scaffold)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
    },
  },
};
