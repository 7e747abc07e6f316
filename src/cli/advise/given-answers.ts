import { resolve } from 'node:path';
import { isQuestionId, questionOf, type Answer, type Answers } from '../../decision/index.ts';
import { refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { diskFiles, readManifest } from '../../workspace/index.ts';
import { readAnswersFile } from '../resolve/answers-file.ts';
import { givenAnswers } from '../resolve/decision.ts';
import { readFlags } from '../resolve/flags.ts';
import type { Session } from '../session.ts';
import type { AdviseOptions } from './options.ts';

/** What was answered before anything is measured: on the command line, in a file, or when scaffold made the project. */
export function givenForAdvice(
  session: Session,
  dir: string | undefined,
  options: AdviseOptions,
): Outcome<Answers> {
  const flags = readFlags(options);
  const file = readAnswersFile(options.answers, session.cwd);
  const problems = [...flags.problems, ...file.problems];
  if (problems.length > 0) return refuse(...problems);
  const recorded = recordedAnswers(resolve(session.cwd, dir ?? '.'));
  const given = givenAnswers({ flags: flags.inputs, file: file.inputs });
  return succeed({ ...recorded, ...given });
}

/** The answers that a project made by scaffold keeps. Whether it is slow did not apply then; now it does. */
function recordedAnswers(root: string): Answers {
  const manifest = readManifest(diskFiles(root));
  if (!manifest.ok) return {};
  const entries = Object.entries(manifest.value.decision.answers).flatMap(([id, recorded]) => {
    if (!isQuestionId(id) || typeof recorded !== 'object' || recorded === null) return [];
    const { value } = recorded as { readonly value?: unknown };
    const { kind } = questionOf(id);
    const fits = kind === 'count' ? typeof value === 'number' : value === 'yes' || value === 'no';
    if (!fits) return [];
    const evidence = { command: 'scaffold.json', figure: 'answered when the project was made' };
    return [[id, { value, source: 'file', evidence } as Answer]];
  });
  return Object.fromEntries(entries) as Answers;
}
