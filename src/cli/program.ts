import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { diagnostic, isBlocking, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { commandTable, type CommandEntry } from './command-table.ts';
import { reportCrash } from './crash.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { Interrupted } from './prompts/prompter.ts';
import { findingJson, formatFindings } from './render/findings.ts';
import { errorJson, formatJson, schemaVersion } from './render/json.ts';
import { styleFor } from './render/style.ts';
import { recoverFrom } from './steps/recover.ts';
import type { CliContext, GlobalOptions, Report, Session } from './session.ts';
import { version } from './version.ts';

export interface Program {
  /** Runs one command line, without `node` and the script. Never throws; returns the exit code. */
  run(argv: readonly string[]): Promise<number>;
}

export function createProgram(context: CliContext, table: readonly CommandEntry[] = commandTable): Program {
  return { run: (argv) => runArguments(argv, context, table) };
}

async function runArguments(
  argv: readonly string[],
  context: CliContext,
  table: readonly CommandEntry[],
): Promise<number> {
  let exitCode: number = exitCodes.done;
  const root = describeProgram(context);
  for (const entry of table) {
    describeCommand(root, entry, context).action(async (...passed: unknown[]) => {
      const command = passed.at(-1) as Command;
      exitCode = await runCommand(entry, command.processedArgs, command.opts(), context);
    });
  }
  try {
    await root.parseAsync(argv.length > 0 ? argv : ['--help'], { from: 'user' });
    return exitCode;
  } catch (error) {
    const json = argv.includes('--json');
    if (error instanceof CommanderError) {
      return error.exitCode === 0
        ? exitCodes.done
        : stop([usageFinding(error, helpCommand(argv, table, context))], json, context);
    }
    if (error instanceof Interrupted) {
      if (json) context.stdout.write(formatJson(errorJson([diagnostic('interrupted', {})])));
      else context.stderr.write('\nStopped. Nothing was written.\n');
      return exitCodes.interrupted;
    }
    if (argv.includes('--verbose') && error instanceof Error) context.stderr.write(`${error.stack}\n`);
    stop([reportCrash(error, argv, context.clock.now())], json, context);
    return exitCodes.fault;
  }
}

function describeProgram({ stdout, stderr, calledAs }: CliContext): Command {
  const width = (columns: number | undefined): number => Math.min(columns ?? 80, 100);
  return new Command('scaffold')
    .description(
      'Decides whether to split a TypeScript back-end, scaffolds it, and extracts modules into services.',
    )
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      // What commander has to say about an error is said by the findings instead.
      writeErr: () => {},
      getOutHelpWidth: () => width(stdout.columns),
      getErrHelpWidth: () => width(stderr.columns),
    })
    .configureHelp({ minWidthToWrap: 20 })
    .addHelpText('after', `\nHelp on a command: ${calledAs} <command> --help`)
    .exitOverride();
}

function describeCommand(root: Command, entry: CommandEntry, { calledAs }: CliContext): Command {
  const plain = root.command(entry.usage).description(entry.summary);
  const command = entry.options?.(plain) ?? plain;
  command
    .optionsGroup('Options of every command:')
    .option('--dry-run', 'show what would be done, and write nothing')
    .option('--json', 'print the result as JSON')
    .option('--yes', 'take the default for everything that is not given')
    .option('--answers <file>', 'a JSON file with answers')
    .option('--cwd <dir>', 'work in this folder')
    .option('--verbose', 'print the stack of a fault');
  if (entry.edits) command.option('--allow-dirty', 'edit files that have uncommitted changes');
  const examples = entry.examples.map((example) => `  ${calledAs} ${example}`);
  if (entry.details !== undefined) command.addHelpText('after', `\n${entry.details}`);
  return command.addHelpText('after', examples.length > 0 ? `\nExamples:\n${examples.join('\n')}` : '');
}

async function runCommand(
  entry: CommandEntry,
  args: readonly unknown[],
  options: GlobalOptions & Record<string, unknown>,
  context: CliContext,
): Promise<number> {
  const cwd = resolve(context.cwd, options.cwd ?? '.');
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    return stop([diagnostic('folder-unknown', { folder: cwd })], options.json === true, context);
  }
  const recovered = await recoverFrom(cwd);
  if (recovered.some(isBlocking)) return stop(recovered, options.json === true, context);
  const run = await entry.load();
  const outcome = await run(
    openSession(cwd, options, context),
    args.filter((argument) => argument !== undefined).map(String),
    options,
  );
  return finish(withFindings(outcome, recovered), options.json === true, context);
}

const withFindings = (outcome: Outcome<Report>, earlier: readonly Diagnostic[]): Outcome<Report> => ({
  ...outcome,
  findings: [...earlier, ...outcome.findings],
});

function openSession(cwd: string, options: GlobalOptions, context: CliContext): Session {
  const { stdin, stdout, stderr, env, clock, calledAs } = context;
  const interactive = stdin.isTTY === true && stderr.isTTY === true && options.yes !== true;
  return {
    cwd,
    options,
    clock,
    calledAs,
    prompter: interactive ? context.prompter : undefined,
    style: styleFor(stdout, env),
    progressStyle: styleFor(stderr, env),
    progress: (text) => {
      if (interactive || options.json !== true) stderr.write(`${text}\n`);
    },
  };
}

function finish(outcome: Outcome<Report>, json: boolean, context: CliContext): number {
  if (!outcome.ok) return stop(outcome.findings, json, context);
  const { value: report, findings } = outcome;
  if (json) {
    context.stdout.write(
      formatJson({
        schemaVersion,
        ...report.json,
        findings: report.json['findings'] ?? findings.map(findingJson),
      }),
    );
  } else {
    context.stdout.write(report.text.endsWith('\n') || report.text === '' ? report.text : `${report.text}\n`);
    if (findings.length > 0)
      context.stderr.write(`\n${formatFindings(findings, styleFor(context.stderr, context.env))}`);
  }
  return report.exitCode ?? exitCodes.done;
}

/** Says why a command stopped: JSON on stdout, words on stderr. */
function stop(findings: readonly Diagnostic[], json: boolean, { stdout, stderr, env }: CliContext): number {
  if (json) stdout.write(formatJson(errorJson(findings)));
  else stderr.write(formatFindings(findings, styleFor(stderr, env)));
  return exitCodeFor(findings);
}

/** Commander's error as a finding; it has already looked for the nearest name. */
function usageFinding(error: CommanderError, help: string): Diagnostic {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const nearest = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(suggestion ?? '')?.[1];
  const hint = nearest === undefined ? help : `did you mean ${nearest}?`;
  const args = { message: first.replace(/\.$/, ''), hint };
  if (error.code === 'commander.unknownCommand') return diagnostic('unknown-command', args);
  if (error.code === 'commander.unknownOption') return diagnostic('unknown-option', args);
  return diagnostic('wrong-arguments', args);
}

/** The help of the command that was meant, or of all. */
function helpCommand(
  [name]: readonly string[],
  table: readonly CommandEntry[],
  { calledAs }: CliContext,
): string {
  const known = table.some(({ usage }) => usage.split(' ')[0] === name);
  return known ? `${calledAs} ${name} --help` : `${calledAs} --help`;
}
