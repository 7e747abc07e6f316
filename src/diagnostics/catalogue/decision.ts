import { entry } from '../diagnostic.ts';

/** Findings about the decision between one deployable and several. */
export const decisionCatalogue = {
  'question-not-applicable': entry<{ id: string }>('warning', ({ id }) => ({
    what: `the answer to ${id} is not used`,
    why: 'it is about a system that runs, and a new project does not run yet',
    hint: 'for a codebase that exists: scaffold advise',
  })),
  'no-source-files': entry<{ folder: string; lookedFor: string; found: number; reason?: string | undefined }>(
    'error',
    ({ folder, lookedFor, found, reason }) => ({
      what: `no source files found in ${folder}`,
      why: `${reason ?? `looked for ${lookedFor} among ${found} files`}, and no advice is given from nothing`,
      hint: 'name the folder with the code: scaffold advise <dir>',
    }),
  ),
  'verdict-overruled': entry<{ advice: string; chosen: string }>('info', ({ advice, chosen }) => ({
    what: `${chosen} was chosen against the advice "${advice}"`,
    why: 'both are in the decision record',
    hint: 'say why with --reason <text>, or write it into the record',
  })),
};
