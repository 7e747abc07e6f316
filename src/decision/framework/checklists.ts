import type { ChecklistItem } from '../model.ts';

/** What to do before anything else where no slowness was measured, in order. For a Node and TypeScript project. */
export const optimiseFirst: readonly ChecklistItem[] = [
  {
    id: 'measure',
    what: 'Measure with a load test',
    how: 'Write down the target first, then load the route that hurts while the rest of the system runs as usual.',
    command: 'npx autocannon -c 100 -d 60 http://127.0.0.1:3000/orders',
    lookAt: 'the 97.5% and 99% latency and the share of non-2xx answers, next to the target',
  },
  {
    id: 'profile',
    what: 'Profile under that load',
    how: 'Start the built server with the profiler, repeat the load test, stop it, and open the file in Chrome DevTools.',
    command: 'node --cpu-prof --cpu-prof-dir=profiles <built entry file>',
    lookAt: 'the widest frames; work that blocks the event loop, such as large JSON or synchronous crypto',
  },
  {
    id: 'indexes',
    what: 'Add the indexes that are missing',
    how: 'Enable pg_stat_statements, take the five costliest queries, and ask the database how it runs each.',
    command: 'psql "$DATABASE_URL" -c "EXPLAIN (ANALYZE, BUFFERS) <query>"',
    lookAt: 'a Seq Scan over many rows, and a row estimate that is far from the actual count',
  },
  {
    id: 'pool',
    what: 'Pool the connections',
    how: 'One pool per process. Start with 25 open and 25 idle, and keep the sum over all processes below max_connections.',
    command: 'psql "$DATABASE_URL" -c "SELECT state, count(*) FROM pg_stat_activity GROUP BY state"',
    lookAt: 'pool.waitingCount above 0 under load, and connections in the state "idle in transaction"',
  },
  {
    id: 'cache',
    what: 'Cache what is read often and changes seldom',
    how: 'Say for each entry what makes it invalid before you cache it. A Map with a size and a time limit is a start.',
    lookAt: 'the hit rate, and how old a stale answer may be',
  },
  {
    id: 'concurrency',
    what: 'Run independent I/O at the same time, with a bound',
    how: 'Replace awaits in a loop by Promise.all over a small fixed number, for example with p-limit.',
    command: 'grep -rnE -A3 "for (await )?\\(" src --include=*.ts | grep await',
    lookAt: 'the time of the route, which falls, and the pool, which must not run empty',
  },
  {
    id: 'measure-again',
    what: 'Measure again',
    how: 'The same load test on the same machine, one change at a time.',
    command: 'npx autocannon -c 100 -d 60 http://127.0.0.1:3000/orders',
    lookAt: 'the same figures; ask these questions again if the target is still missed',
  },
];

/** What to put in place for each gate or blocker of readiness that does not hold. */
export const readinessItems: Readonly<Record<string, ChecklistItem>> = {
  'Q3-observe': {
    id: 'Q3-observe',
    what: 'Make the system observable',
    how: 'Add OpenTelemetry for traces, metrics with request duration and errors, structured logs with the trace id, and alerts.',
    command: 'npm install @opentelemetry/sdk-node @opentelemetry/auto-instrumentations-node',
    lookAt: 'one slow request in production: can you say which query made it slow?',
  },
  'A-no-cicd': {
    id: 'A-no-cicd',
    what: 'Automate build, test and deployment',
    how: 'A pipeline that runs npm ci, the checks and the tests, and deploys what passed without a manual step.',
    command: 'npm ci && npm run check && npm run build',
    lookAt: 'a commit that reaches production with nobody typing a command',
  },
  'A-slow-deploy': {
    id: 'A-slow-deploy',
    what: 'Bring the deployment of one part under 10 minutes',
    how: 'Cache dependencies, build only what changed, and run the tests in parallel.',
    lookAt: 'the time from merge to running, for a change in one part',
  },
  'A-no-tracing': {
    id: 'A-no-tracing',
    what: 'Pass the W3C trace context on every call and message',
    how: 'Let OpenTelemetry instrument HTTP, the database and the broker, and send the traces to one place.',
    command: 'npm install @opentelemetry/sdk-node @opentelemetry/auto-instrumentations-node',
    lookAt: 'one trace that shows every process which a request touched',
  },
  'A-no-oncall': {
    id: 'A-no-oncall',
    what: 'Name who answers for each part',
    how: 'A rota that covers every part, and a CODEOWNERS file that says the same.',
    lookAt: 'an alert of each part reaches a person',
  },
  'A-debug': {
    id: 'A-debug',
    what: 'Make the one system debuggable first',
    how: 'Structured logs with a request id, source maps, and a way to take a CPU or heap profile in production.',
    command: 'node --enable-source-maps --cpu-prof <built entry file>',
    lookAt: 'how long it takes to explain the next incident',
  },
};

/** What to do about each gate or blocker of boundaries that does not hold. */
export const boundaryItems: Readonly<Record<string, ChecklistItem>> = {
  'Q4-independent': {
    id: 'Q4-independent',
    what: 'Give every part one public interface, and break the cycles',
    how: 'Import only what a module exports; where two modules import each other, move the shared part or merge them.',
    command: 'npx dependency-cruiser src --no-config --output-type err-long --metrics',
    lookAt: 'cycles, and imports that reach into another module’s folders',
  },
  'A-shared-db': {
    id: 'A-shared-db',
    what: 'Give each table one owner',
    how: 'One schema and one database role per module. Other modules ask the owner, or keep their own copy through events.',
    command: 'grep -rniE "insert into|update [a-z_]+ set|delete from" src --include=*.ts',
    lookAt: 'tables that are written from more than one module',
  },
  'A-acid': {
    id: 'A-acid',
    what: 'Take the transaction apart, or keep the parts together',
    how: 'Commit the first step as pending, do the second outside the transaction with an idempotency key, then confirm or undo.',
    command: 'grep -rnE "transaction\\(|BEGIN" src --include=*.ts',
    lookAt: 'transactions that touch tables of more than one module',
  },
};

/** The test of each boundary before it becomes a service, and the order of work. */
export const beforeSplitting: readonly ChecklistItem[] = [
  {
    id: 'one-owner',
    what: 'One team can own it end to end',
    how: 'On-call, features and deployment are with one team.',
    lookAt: 'CODEOWNERS: one team for the whole folder',
  },
  {
    id: 'own-cadence',
    what: 'It could be deployed five times a day without asking another team',
    how: 'Look at how often it changed alone. If deploying it always needs another part, merge the two instead.',
    command: 'git log --since="90 days ago" --name-only --format=%h -- modules',
    lookAt: 'commits that touch this module and another one together',
  },
  {
    id: 'few-calls',
    what: 'No operation needs three or more calls over the network',
    how: 'Follow one business operation from its route and count the calls that would leave the process.',
    lookAt: 'calls in loops, and chains of calls',
  },
  {
    id: 'own-data',
    what: 'It alone writes its tables',
    how: 'Nobody joins over its tables or shares its models; reads go through its interface or a copy fed by events.',
    lookAt: 'SQL that names a table of another module',
  },
  {
    id: 'one-at-a-time',
    what: 'Extract one module, verify it in production, and only then take the next',
    how: 'Put the interface in place, extract, route to the service, keep the way back open, then verify.',
    lookAt: 'errors and latency of its callers, before and after',
  },
];

/** How a modular monolith stays one. */
export const keepModular: readonly ChecklistItem[] = [
  {
    id: 'boundaries',
    what: 'Keep the boundaries checked',
    how: 'Run the check in CI; it fails when a module reaches into another one.',
    command: 'npm run check',
    lookAt: 'imports that do not go through a module’s public interface',
  },
  {
    id: 'measure',
    what: 'Measure before you change the architecture',
    how: 'Write down the target, then run the load test of the project.',
    command: 'npm run load',
    lookAt: 'the 99% latency next to the target',
  },
];
