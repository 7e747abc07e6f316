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
  'advice-no-longer-holds': entry<{ id: string; what: string; record: string }>(
    'error',
    ({ id, what, record }) => ({
      what: `${id} no longer holds: ${what}`,
      why: `the decision in ${record} rests on it`,
      hint: 'decide again and record it: scaffold advise --adr',
    }),
  ),
  'advice-not-measured': entry<{ ids: readonly string[]; record: string }>('warning', ({ ids, record }) => ({
    what: `not measured this time, so not checked: ${ids.join(', ')}`,
    why: `the decision in ${record} rests on what was measured of it then`,
    hint: 'fetch the whole history (git fetch --unshallow), and give the load tests again with --load and --slo',
  })),
  'advice-review-due': entry<{ date: string; record: string }>('warning', ({ date, record }) => ({
    what: `the decision in ${record} was to be looked at again by ${date}`,
    why: 'what nobody measures may have changed as well',
    hint: 'decide again and record it: scaffold advise --adr',
  })),
  'advice-contradicted': entry<{ id: string; given: string; measured: string; figure: string }>(
    'warning',
    ({ id, given, measured, figure }) => ({
      what: `${id} was answered with ${given}, and the evidence says ${measured}: ${figure}`,
      why: 'the given answer counts, and the decision record says so',
      hint: `leave the answer to ${id} out to go by the evidence`,
    }),
  ),
  'advice-record-missing': entry<{ folder: string }>('error', ({ folder }) => ({
    what: `no recorded advice was found in ${folder}`,
    why: 'there is nothing to compare the measurement with; a record ends in .advice.json, beside its decision record',
    hint: 'record the decision first: scaffold advise --adr',
  })),
  'advice-record-broken': entry<{ file: string; problem: string }>('error', ({ file, problem }) => ({
    what: `${file} cannot be read: ${problem}`,
    why: 'what the decision rests on is written there',
    hint: 'restore it from git, or record the decision again: scaffold advise --adr',
  })),
  'verdict-overruled': entry<{ advice: string; chosen: string }>('info', ({ advice, chosen }) => ({
    what: `${chosen} was chosen against the advice "${advice}"`,
    why: 'both are in the decision record',
    hint: 'say why with --reason <text>, or write it into the record',
  })),
};
