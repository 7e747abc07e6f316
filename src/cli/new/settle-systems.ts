import { offeredSystems, withNeeds } from '../../templates/systems/table.ts';
import type { Prompter } from '../prompts/prompter.ts';
import type { Inputs } from '../resolve/inputs.ts';

/** The systems of a new project, with all that they need: as given, asked for, or none. */
export async function settleSystems(
  flags: Inputs,
  file: Inputs,
  { prompter, yes }: { readonly prompter: Prompter | undefined; readonly yes: boolean },
): Promise<readonly string[]> {
  const given = flags.systems ?? file.systems;
  const chosen = given ?? (prompter && !yes ? await askSystems(prompter) : []);
  return withNeeds(chosen).map(({ id }) => id);
}

const askSystems = (prompter: Prompter): Promise<readonly string[]> =>
  prompter.pickSome({
    message: 'Which systems should it have from the first day? (each can be added later)',
    options: offeredSystems.map(({ id, title, summary }) => ({
      name: title,
      value: id,
      description: summary,
    })),
  });
