import type { Advice } from '../../../decision/advice/index.ts';
import { questions, type GivenAnswer } from '../../../decision/index.ts';
import type { Style } from '../style.ts';
import { answerWords } from '../verdict.ts';

const names: Readonly<Record<string, string>> = {
  'Q1-slow': 'measurably slow today',
  'Q2-team': '8 engineers or more',
  'Q3-observe': 'able to observe a distributed system',
  'Q4-independent': 'parts truly independent',
};

/** The four questions with their answers; the first that does not let a split pass is marked. */
export function formatGate({ answers, reasons }: Advice, style: Style): string {
  const gates = questions.filter(({ role }) => role === 'gate');
  const width = Math.max(...gates.map(({ id }) => (names[id] ?? id).length));
  const stop = reasons.find(({ effect, id }) => effect === 'decides' && id.startsWith('Q'))?.id;
  return gates
    .map(({ id }, index) => {
      const answer = answers.find((one) => one.id === id) ?? {
        id,
        value: 'unknown' as const,
        source: 'not-asked' as const,
      };
      const mark = passes(answer)
        ? style.good('yes')
        : answer.value === 'unknown'
          ? style.warn(' ? ')
          : style.bad(' no');
      const text = `${(names[id] ?? id).padEnd(width)}  ${answerWords(answer)}${id === stop && !passes(answer) ? '  ← stops here' : ''}`;
      return `  ${index + 1} ${mark}  ${text}`;
    })
    .join('\n');
}

const passes = ({ value }: GivenAnswer): boolean =>
  typeof value === 'number' ? value >= 8 : value === 'yes' || value === 'not-applicable';
