import { renderAdr, verdicts, architectureNames, isQuestionId } from '../../decision/index.ts';
import type { FileChange, TreeFile } from '../../changes/index.ts';
import {
  diagnostic,
  refuse,
  succeed,
  wordingOf,
  type Diagnostic,
  type Outcome,
} from '../../diagnostics/index.ts';
import type { Blueprint } from '../../templates/blueprint.ts';
import { repeatCommand } from '../new/repeat-command.ts';
import { reportNew } from '../new/report.ts';
import { answersForNew, settleDecision, type Decision } from '../new/settle-decision.ts';
import { givenModules, settleModules } from '../new/settle-modules.ts';
import { settleSystems } from '../new/settle-systems.ts';
import { readAnswersFile } from '../resolve/answers-file.ts';
import { missingFlags } from '../resolve/decision.ts';
import { readFlags, type InputFlags } from '../resolve/flags.ts';
import type { Inputs } from '../resolve/inputs.ts';
import type { ModulePlan } from '../resolve/modules.ts';
import { checkProjectPath, type ProjectPlace } from '../resolve/project-name.ts';
import type { CommandBody, GlobalOptions, Session } from '../session.ts';

/** Everything that is known before the first question. */
interface Request {
  readonly place: ProjectPlace;
  readonly flags: Inputs;
  readonly file: Inputs;
  readonly modules: readonly ModulePlan[] | undefined;
}

/** Advise, plan, show or write, say. Nothing is written before the last question is answered. */
export const run: CommandBody<GlobalOptions & InputFlags> = async (session, [given], options) => {
  const path = given ?? (await session.prompter?.text(pathQuestion(session)));
  if (path === undefined) return refuse(diagnostic('answers-missing', { flags: ['<path>'] }));
  const read = readRequest(session, path, options);
  if (!read.ok) return read;
  const { place, flags, file } = read.value;

  const decided = await settleDecision(session, flags, file);
  if (!decided.ok) return decided;
  const modules = await settleModules(read.value.modules, {
    prompter: session.prompter,
    yes: options.yes === true,
  });
  if (!modules.ok) return modules;
  const systems = await settleSystems(flags, file, {
    prompter: session.prompter,
    yes: options.yes === true,
  });
  const install = await settleInstall(session, flags.install ?? file.install);
  const git = flags.git ?? file.git ?? true;

  // Planning loads the compiler, so not before there is something to plan.
  const { planProject, createProject } = await import('../steps/new-project.ts');
  const date = session.clock.now().toISOString().slice(0, 10);
  const planned = await planProject(
    { ...blueprintOf(place, decided.value, modules.value, date), systems },
    place.directory,
    date,
  );
  if (!planned.ok) return planned;
  const written = options.dryRun !== true;
  const made = written
    ? await createProject(place.directory, planned.value.files, { install, git, progress: session.progress })
    : { installed: false, notes: [] };

  const repeat = repeatCommand({
    ...session,
    path,
    cwd: options.cwd,
    decision: decided.value,
    modules: modules.value,
    systems,
    install,
    git,
  });
  const files = newFiles(planned.value.files);
  const result = {
    place,
    decision: decided.value,
    modules: modules.value,
    systems,
    files,
    written,
    ...made,
    repeat,
  };
  return succeed(reportNew(result, session), [
    ...read.findings,
    ...planned.findings,
    ...planned.value.findings,
    ...overruling(decided.value),
  ]);
};

const newFiles = (files: ReadonlyMap<string, TreeFile>): FileChange[] =>
  [...files]
    .map(([path, { text }]) => ({ path, before: undefined, after: text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** Checks path, flags and answers file; whatever is wrong in any of them is said at once, before anything is asked. */
function readRequest(session: Session, path: string, options: GlobalOptions & InputFlags): Outcome<Request> {
  const place = checkProjectPath(path, session.cwd);
  const { inputs: flags, problems: inFlags } = readFlags(options);
  const { inputs: file, problems: inFile } = readAnswersFile(options.answers, session.cwd);
  const modules = givenModules(flags, file);
  const problems = [
    ...(place.ok ? [] : place.findings),
    ...inFlags,
    ...inFile,
    ...(modules === undefined || modules.ok ? [] : modules.findings),
  ];
  if (problems.length > 0 || !place.ok) return refuse(...problems);
  const missing = missingWithoutPrompt(session, flags, file, modules !== undefined);
  if (missing.length > 0) return refuse(diagnostic('answers-missing', { flags: missing }));
  const request = { place: place.value, flags, file, modules: modules?.ok ? modules.value : undefined };
  return succeed(request, unusedAnswers(flags, file));
}

function missingWithoutPrompt(
  session: Session,
  flags: Inputs,
  file: Inputs,
  hasModules: boolean,
): readonly string[] {
  if (session.prompter || session.options.yes === true) return [];
  return [...missingFlags(answersForNew(flags, file)), ...(hasModules ? [] : ['--modules <names>'])];
}

function unusedAnswers(flags: Inputs, file: Inputs): readonly Diagnostic[] {
  const given = flags['Q1-slow'] ?? file['Q1-slow'] ?? 'not-applicable';
  return given === 'not-applicable' ? [] : [diagnostic('question-not-applicable', { id: 'Q1-slow' })];
}

/** The path is the one thing that has no default. */
const pathQuestion = ({ cwd }: Session) => ({
  message: 'Where should the project go? (the last part of the path is its name)',
  initial: 'shop',
  check: (text: string): string | undefined => {
    const place = checkProjectPath(text, cwd);
    return place.ok ? undefined : place.findings.map((finding) => wordingOf(finding).what).join('; ');
  },
});

/** No install unless it is asked for. */
async function settleInstall({ prompter, options }: Session, given: boolean | undefined): Promise<boolean> {
  if (given !== undefined) return given;
  if (!prompter || options.dryRun === true) return false;
  return prompter.confirm({ message: 'Run npm install now?', initial: true });
}

function blueprintOf(
  place: ProjectPlace,
  decision: Decision,
  modules: readonly ModulePlan[],
  date: string,
): Blueprint {
  const { verdict, architecture, overruled, answers } = decision;
  const adr = renderAdr(verdict, { project: place.name, date, architecture, overruled });
  const recorded = Object.fromEntries(Object.entries(answers).filter(([id]) => isQuestionId(id)));
  return {
    name: place.name,
    architecture,
    modules,
    decision: { verdict: verdict.verdict, overruled: overruled !== undefined, answers: recorded, adr },
  };
}

function overruling({ verdict, architecture, overruled }: Decision): readonly Diagnostic[] {
  if (!overruled) return [];
  return [
    diagnostic('verdict-overruled', {
      advice: verdicts[verdict.verdict].title,
      chosen: architectureNames[architecture],
    }),
  ];
}
