/** The layers of the house. Each rule says who may know of whom, and why; test/layers plants a violation of each. */

const only = (...rooms) => `^src/(?!(?:${rooms.join('|')})(?:/|\\.ts$))`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no layer: nothing in it can be understood or tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'cli-is-the-top',
      comment: 'Everything below the commands is a library; it must work without a terminal.',
      severity: 'error',
      from: { path: '^src/(?!cli/)' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'plans-serve-commands',
      comment:
        'A plan joins templates, extraction and workspace into one change set; none of them knows of it.',
      severity: 'error',
      from: { path: '^src/(?!(?:cli|plan)/)' },
      to: { path: '^src/plan/' },
    },
    {
      name: 'plans-do-not-decide',
      comment: 'What is to be made is settled before it is planned.',
      severity: 'error',
      from: { path: '^src/plan/' },
      to: { path: '^src/decision/' },
    },
    {
      name: 'decision-knows-no-code-generation',
      comment: 'The framework decides from answers and evidence; what is then made is not its business.',
      severity: 'error',
      from: { path: '^src/decision/' },
      to: { path: '^src/(extract|templates|workspace)/' },
    },
    {
      name: 'decision-reads-code-in-evidence-only',
      comment: 'decide() is pure; only evidence looks at a codebase.',
      severity: 'error',
      from: { path: '^src/decision/(?!evidence/)' },
      to: { path: '^src/analysis/' },
    },
    {
      name: 'templates-know-nobody',
      comment: 'A template is rendered from a typed view; it never looks anything up.',
      severity: 'error',
      from: { path: '^src/templates/(systems/)?[^/]+\\.ts$' },
      to: { path: '^src/(decision|extract|analysis|workspace)/' },
    },
    {
      name: 'extract-renders-but-does-not-decide',
      comment: 'Extraction works for any target, whatever the advice was.',
      severity: 'error',
      from: { path: '^src/extract/' },
      to: { path: '^src/decision/' },
    },
    {
      name: 'foundation-knows-nobody',
      comment: 'Diagnostics and change sets are what everything else speaks in.',
      severity: 'error',
      from: { path: '^src/(diagnostics|changes)/' },
      to: { path: '^src/(cli|decision|extract|templates|analysis|workspace)/' },
    },
    {
      name: 'analysis-is-below-its-users',
      comment: 'Both the advisor and the extractor look through analysis; it knows neither.',
      severity: 'error',
      from: { path: '^src/(analysis|workspace)/' },
      to: { path: '^src/(decision|extract|templates)/' },
    },
    {
      name: 'changes-alone-writes',
      comment: 'One writer: whatever else touches the disk could leave half a project behind.',
      severity: 'error',
      from: { path: only('changes', 'workspace', 'analysis', 'decision/evidence', 'templates/load', 'cli') },
      to: { path: '^(node:)?fs(/promises)?$', dependencyTypes: ['core'] },
    },
    {
      name: 'child-processes-in-few-places',
      comment: 'git is read by workspace and evidence; commands run installs.',
      severity: 'error',
      from: { path: only('workspace', 'decision/evidence', 'cli') },
      to: { path: '^(node:)?child_process$', dependencyTypes: ['core'] },
    },
    {
      name: 'only-cli-talks-to-people',
      comment: 'Colour, prompts, arguments and the process belong to the commands.',
      severity: 'error',
      from: { path: '^src/(?!cli/)' },
      to: { path: ['node_modules/(chalk|@inquirer|commander)/', '^(node:)?(process|readline|tty)$'] },
    },
    {
      name: 'compiler-behind-analysis',
      comment: 'No compiler node leaves the analysers: what travels is plain JSON.',
      severity: 'error',
      from: { path: only('analysis', 'extract/analyse') },
      to: { path: 'node_modules/(ts-morph|@ts-morph|typescript)/' },
    },
    {
      name: 'handlebars-behind-templates',
      comment: 'Templates are rendered in one place, strictly.',
      severity: 'error',
      from: { path: only('templates/render') },
      to: { path: 'node_modules/handlebars/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/templates/(project|parts)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
