import type { Command } from 'commander';
import { offeredSystems } from '../templates/systems/table.ts';
import { loadOptions } from './commands/advise-load-options.ts';
import type { CommandBody, GlobalOptions } from './session.ts';

/**
 * A command as `--help` needs it. Its body is imported when it runs, so that nothing heavy is loaded before.
 * To add a command: one entry here, one file under `commands/` that exports `run`.
 */
export interface CommandEntry {
  /** Name and arguments, e.g. `add <system> [name]`. */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** True where files of an existing project are edited: adds `--allow-dirty`. */
  readonly edits: boolean;
  /** Printed below the options. */
  readonly details?: string;
  options?(command: Command): Command;
  load(): Promise<CommandBody<GlobalOptions & Record<string, unknown>>>;
}

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

const collectNames = (value: string, all: readonly string[] = []): readonly string[] => [
  ...all,
  ...value.split(/[\s,]+/).filter(Boolean),
];

const newCommand: CommandEntry = {
  usage: 'new [path]',
  summary: 'advise on the architecture, then make a new project; the last part of the path is its name',
  examples: [
    'new shop',
    'new shop --yes',
    'new bakery --team 3 --modules customers,orders --uses orders:customers',
    'new shop --yes --architecture services --reason "the platform team runs it"',
  ],
  edits: false,
  options: (command) =>
    command
      .optionsGroup('Questions:')
      .option('--team <engineers>', 'how many engineers work on it, or unknown')
      .option('--observe <answer>', 'can the team observe a distributed system: yes, no or unknown')
      .option('--independent <answer>', 'are the parts truly independent: yes, no or unknown')
      .option(
        '--signal <id=answer>',
        'answer a follow-up question, e.g. S-autonomy=yes (repeatable)',
        collect,
      )
      .optionsGroup('Project:')
      .option('--modules <names>', 'modules of the project, e.g. users,orders,payments')
      .option(
        '--uses <module:names>',
        'which modules a module uses, e.g. orders:users,payments (repeatable)',
        collect,
      )
      .option(
        '--with <systems>',
        'systems that it has from the first day, e.g. events,telemetry, or none',
        collectNames,
      )
      .option('--architecture <name>', 'modular-monolith or services; overrules the advice where they differ')
      .option('--reason <text>', 'why the advice is overruled, for the decision record')
      .option('--install', 'run npm install afterwards')
      .option('--no-install', 'do not run npm install, and do not ask')
      .option('--no-git', 'do not start a git repository'),
  load: async () => (await import('./commands/new.ts')).run,
};

const adviseCommand: CommandEntry = {
  usage: 'advise [dir] [url]',
  summary: 'measure a codebase and say whether to split it, why, and what would change that',
  examples: [
    'advise',
    'advise ../shop --team 12 --slow no',
    'advise --load k6.json --slo p99=200ms,rps=500',
    'advise --module billing="src/billing/**" --module orders="src/orders/**"',
    'advise --adr --yes',
    'advise --check',
    'advise load http://127.0.0.1:3000/orders',
  ],
  edits: true,
  options: (command) =>
    loadOptions(
      command
        .optionsGroup('Questions:')
        .option('--slow <answer>', 'is it measurably slow today: yes, no or unknown')
        .option('--team <engineers>', 'how many engineers work on it, or unknown')
        .option('--observe <answer>', 'can the team observe a distributed system: yes, no or unknown')
        .option('--independent <answer>', 'are the parts truly independent: yes, no or unknown')
        .option(
          '--signal <id=answer>',
          'answer a follow-up question, e.g. S-autonomy=yes (repeatable)',
          collect,
        )
        .optionsGroup('Measurement:')
        .option('--module <name=glob>', 'a candidate module and its files (repeatable)', collect)
        .option('--load <file>', 'a result of autocannon, k6, wrk or artillery (repeatable)', collect)
        .option('--slo <target>', 'what the load test must meet, e.g. p99=200ms,rps=500')
        .option('--as-of <date>', 'count as if it were that day, e.g. 2026-03-31')
        .option('--inspect', 'inspect the first candidates, also in a large codebase')
        .option('--no-inspect', 'do not inspect the first candidates')
        .optionsGroup('Decision:')
        .option('--report <file>', 'write the advice as one self-contained page')
        .option('--adr', 'write the decision record, or a new one that supersedes it')
        .option('--overrule <name>', 'record another decision than advised: modular-monolith or services')
        .option('--reason <text>', 'why the advice is overruled, for the decision record')
        .option('--check', 'measure again; exit code 1 when a recorded reason no longer holds'),
    ),
  load: async () => (await import('./commands/advise.ts')).run,
};

const systemList = offeredSystems.map(({ id, summary }) => `  ${id.padEnd(16)} ${summary}`).join('\n');

const addCommand: CommandEntry = {
  usage: 'add <system> [name]',
  summary: 'add a module, wired in with its routes, storage and tests; or a system, such as telemetry',
  examples: ['add module shipping', 'add module shipping --uses orders', 'add container'],
  edits: true,
  details: `Systems:\n  ${'module'.padEnd(16)} interface, service, adapter, migration, routes and tests; takes a name\n${systemList}`,
  options: (command) =>
    command
      .option('--uses <names>', 'modules whose ports it uses, e.g. orders,users (repeatable)', collectNames)
      .option('--install', 'run npm install afterwards')
      .option('--no-install', 'do not run npm install, and do not ask'),
  load: async () => (await import('./commands/add.ts')).run,
};

const removeCommand: CommandEntry = {
  usage: 'remove <system>',
  summary: 'take a system out of a project again, save where its files have your edits',
  examples: ['remove container --dry-run', 'remove container'],
  edits: true,
  options: (command) =>
    command
      .option('--install', 'run npm install afterwards')
      .option('--no-install', 'do not run npm install, and do not ask'),
  load: async () => (await import('./commands/remove.ts')).run,
};

const inspectCommand: CommandEntry = {
  usage: 'inspect <target>',
  summary:
    'say whether it can become a service, method by method, and what is in the way; nothing is written',
  examples: [
    'inspect src/payments/payment-service.ts#PaymentService',
    'inspect src/billing/index.ts --local streamInvoices',
    'inspect payments --json',
  ],
  edits: false,
  options: (command) =>
    command
      .option('--accept <code@place>', 'see the verdict with a finding accepted (repeatable)', collect)
      .option('--local <method>', 'see the verdict without a method (repeatable)', collect)
      .option('--sarif', 'print the findings as SARIF 2.1.0'),
  load: async () => (await import('./commands/inspect.ts')).run,
};

const liftCommand: CommandEntry = {
  usage: 'lift <target>',
  summary:
    'make the synchronous methods of an interface asynchronous, through all of their callers, or list what is in the way',
  examples: [
    'lift payments --dry-run',
    'lift src/billing/prices.ts#Prices',
    'lift src/billing/prices.ts#Prices --method of --method inCurrency',
  ],
  edits: true,
  options: (command) =>
    command
      .option('--method <name>', 'lift this method only (repeatable)', collect)
      .option(
        '--max-changed-functions <number>',
        'stop where more functions would become async (default: 400)',
      )
      .option('--accept <code@place>', 'accept a blocking finding, as printed with it (repeatable)', collect)
      .option('--reason <text>', 'why a finding is accepted'),
  load: async () => (await import('./commands/lift.ts')).run,
};

const extractCommand: CommandEntry = {
  usage: 'extract <target>',
  summary:
    'turn a module, or <file>#<Name> of any TypeScript code, into a service; its callers keep the interface and do not change',
  examples: [
    'extract payments --dry-run',
    'extract payments',
    'extract src/billing/service.ts#BillingService',
    'extract payments --accept contract-breaking@refund --reason "nobody calls it yet"',
  ],
  edits: true,
  options: (command) =>
    command
      .option('--accept <code@place>', 'accept a blocking finding, as printed with it (repeatable)', collect)
      .option('--reason <text>', 'why it is extracted, or why a finding is accepted; for the decision record')
      .option('--local <method>', 'leave a method out of the service (repeatable)', collect)
      .option('--env <PREFIX>', 'prefix of the environment variables, where the name of the target is taken')
      .option('--install', 'run npm install afterwards')
      .option('--no-install', 'do not run npm install, and do not ask'),
  load: async () => (await import('./commands/extract.ts')).run,
};

const checkCommand: CommandEntry = {
  usage: 'check [dir]',
  summary:
    'compare the interfaces of extracted modules with their committed contracts; exit code 1 when callers would break',
  examples: ['check', 'check --against origin/main', 'check ../shop --json'],
  edits: false,
  options: (command) =>
    command.option('--against <commit>', 'compare with the contracts of that commit: what is deployed'),
  load: async () => (await import('./commands/check.ts')).run,
};

const undoCommand: CommandEntry = {
  usage: 'undo',
  summary: 'reverse the last change that scaffold made in a project',
  examples: ['undo --dry-run', 'undo'],
  edits: false,
  load: async () => (await import('./commands/undo.ts')).run,
};

/** Every command, in the order of the help. */
export const commandTable: readonly CommandEntry[] = [
  newCommand,
  adviseCommand,
  addCommand,
  removeCommand,
  inspectCommand,
  liftCommand,
  extractCommand,
  checkCommand,
  undoCommand,
];
