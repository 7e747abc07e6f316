/** Who may import what. Generic on purpose: a new module needs no new rule. Checked by tools/boundaries.ts. */
const tests = '(^|/)test/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'host-only-for-apps',
      comment:
        'A module is put to work by the composition roots under apps/; everybody else gets its port from there.',
      severity: 'error',
      from: { pathNot: ['^apps/', tests] },
      to: { path: '^modules/[^/]+/src/host\\.ts$' },
    },
    {
      name: 'modules-by-their-port',
      comment: "Another module's index.ts is its port; what is behind it may change, and may run elsewhere.",
      severity: 'error',
      from: { path: '^modules/([^/]+)/', pathNot: tests },
      to: { path: '^modules/[^/]+/', pathNot: ['^modules/$1/', '^modules/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-module-internals',
      comment: 'Hosts and clients use what a package exports: its port, and its host.',
      severity: 'error',
      from: { path: '^(apps|clients|platform|tools)/', pathNot: tests },
      to: { path: '^modules/', pathNot: '^modules/[^/]+/src/(index|host)\\.ts$' },
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
