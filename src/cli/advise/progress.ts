import type { Progress } from '../../decision/evidence/index.ts';
import type { Session } from '../session.ts';

/** Longer than this without a word looks like a stop. */
const everyMilliseconds = 2000;

/** One line for each thing that is read, and one every two seconds while it takes longer. */
export function reportProgress(session: Session, now: () => Date): Progress {
  let current = '';
  let said = 0;
  return (what, done, total) => {
    const at = now().getTime();
    if (what === current && at - said < everyMilliseconds) return;
    if (what === current && done === total) return;
    current = what;
    said = at;
    const of = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
    const far =
      done === 0
        ? total === undefined
          ? ''
          : `: ${total.toLocaleString('en')}`
        : `: ${done.toLocaleString('en')}${of}`;
    session.progress(session.progressStyle.dim(`Reading ${what}${far} …`));
  };
}
