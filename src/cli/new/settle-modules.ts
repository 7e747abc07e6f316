import type { Outcome } from '../../diagnostics/index.ts';
import type { Prompter } from '../prompts/prompter.ts';
import { splitNames } from '../resolve/flags.ts';
import type { Inputs } from '../resolve/inputs.ts';
import { checkModules, moduleNameProblem, sampleModules, type ModulePlan } from '../resolve/modules.ts';
import { resolveSetting, type Resolving } from '../resolve/resolver.ts';

type Uses = Readonly<Record<string, readonly string[]>>;

const sampleNames = sampleModules.map(({ name }) => name);
const sampleUses: Uses = Object.fromEntries(sampleModules.map(({ name, uses }) => [name, uses]));

const isSample = (names: readonly string[]): boolean =>
  names.length === sampleNames.length && sampleNames.every((name) => names.includes(name));

/** What the flags and the file say of the modules; `undefined` where they do not name any. */
export function givenModules(flags: Inputs, file: Inputs): Outcome<readonly ModulePlan[]> | undefined {
  const names = flags.modules ?? file.modules;
  const uses = flags.uses ?? file.uses;
  if (names === undefined && uses === undefined) return undefined;
  const all = names ?? sampleNames;
  return checkModules(all, uses ?? (isSample(all) ? sampleUses : {}));
}

/** The modules of the project: as given, the sample by default, or asked for. */
export async function settleModules(
  given: readonly ModulePlan[] | undefined,
  resolving: Resolving,
): Promise<Outcome<readonly ModulePlan[]>> {
  const resolved = await resolveSetting<readonly ModulePlan[]>(
    { flag: '--modules <names>', fromFlag: given, standard: sampleModules, ask: askModules },
    resolving,
  );
  if (resolved.source === 'missing') throw new Error('modules are checked for before anything is asked');
  return checkModules(
    resolved.value.map(({ name }) => name),
    Object.fromEntries(resolved.value.map(({ name, uses }) => [name, uses])),
  );
}

async function askModules(prompter: Prompter): Promise<readonly ModulePlan[]> {
  const sample = await prompter.select({
    message: 'Which modules should the project start with?',
    options: [
      {
        name: 'The sample shop: users, orders, payments',
        value: true,
        description: 'Working code to read and change: orders uses users and payments.',
      },
      {
        name: 'My own modules',
        value: false,
        description: 'Each with an interface, a service, storage, routes and tests.',
      },
    ],
    initial: true,
  });
  return sample ? sampleModules : askOwnModules(prompter);
}

async function askOwnModules(prompter: Prompter): Promise<readonly ModulePlan[]> {
  const text = await prompter.text({
    message: 'Names of the modules, with commas between them:',
    check: problemWithNames,
  });
  const names = splitNames(text);
  const modules: ModulePlan[] = [];
  for (const name of names) {
    const options = names
      .filter((other) => other !== name && !reaches(modules, other, name))
      .map((other) => ({ name: other, value: other }));
    const uses =
      options.length === 0
        ? []
        : await prompter.pickSome({ message: `Which modules does ${name} use?`, options });
    modules.push({ name, uses });
  }
  return modules;
}

function problemWithNames(text: string): string | undefined {
  const names = splitNames(text);
  if (names.length === 0) return 'Type at least one name.';
  const problems = names.flatMap((name, index) => {
    const problem = names.indexOf(name) < index ? 'it is named twice' : moduleNameProblem(name);
    return problem === undefined ? [] : [`${name}: ${problem}`];
  });
  return problems.length > 0 ? `${problems.join('; ')}.` : undefined;
}

/** Whether `from` uses `to`, directly or not: then `to` must not be offered `from`, or there would be a circle. */
function reaches(modules: readonly ModulePlan[], from: string, to: string): boolean {
  const uses = modules.find(({ name }) => name === from)?.uses ?? [];
  return uses.includes(to) || uses.some((used) => reaches(modules, used, to));
}
