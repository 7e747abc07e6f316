import { questionIds, questionOf } from '../../decision/index.ts';
import { commandLine } from '../called-as.ts';
import type { ModulePlan } from '../resolve/modules.ts';
import type { Decision } from './settle-decision.ts';

interface Run {
  readonly calledAs: string;
  /** As given on the command line. */
  readonly path: string;
  readonly cwd?: string | undefined;
  readonly decision: Decision;
  readonly modules: readonly ModulePlan[];
  readonly systems: readonly string[];
  readonly install: boolean;
  readonly git: boolean;
}

/** The command line that makes the same project again without a question. */
export function repeatCommand({
  calledAs,
  path,
  cwd,
  decision,
  modules,
  systems,
  install,
  git,
}: Run): string {
  const { architecture, overruled } = decision;
  return commandLine(calledAs, [
    'new',
    path,
    ...(cwd === undefined ? [] : ['--cwd', cwd]),
    ...answerFlags(decision),
    '--modules',
    modules.map(({ name }) => name).join(','),
    ...modules.flatMap(({ name, uses }) => (uses.length > 0 ? ['--uses', `${name}:${uses.join(',')}`] : [])),
    ...(systems.length > 0 ? ['--with', systems.join(',')] : []),
    '--architecture',
    architecture,
    ...(overruled?.reason === undefined ? [] : ['--reason', overruled.reason]),
    install ? '--install' : '--no-install',
    ...(git ? [] : ['--no-git']),
    '--yes',
  ]);
}

/** Every answer that somebody gave. Defaults are taken again by `--yes`. */
function answerFlags({ answers }: Decision): readonly string[] {
  return questionIds.flatMap((id) => {
    const answer = answers[id];
    if (!answer || answer.source === 'default') return [];
    const [flag = ''] = questionOf(id).flag.split(' ');
    return flag === '--signal' ? [flag, `${id}=${answer.value}`] : [flag, String(answer.value)];
  });
}
