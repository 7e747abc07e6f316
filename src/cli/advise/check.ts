import { resolve } from 'node:path';
import { answersFromEvidence, checkRecord, notMeasured, signsOf } from '../../decision/advice/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { latestRecord } from '../../plan/decision-record.ts';
import { diskFiles } from '../../workspace/index.ts';
import type { Report, Session } from '../session.ts';
import { measureCodebase } from './measure-codebase.ts';
import type { AdviseOptions } from './options.ts';
import { readRecord } from './read-record.ts';

/** `--check`: measures again, and fails when something that the recorded decision rests on is no longer so. */
export async function checkAdvice(
  session: Session,
  dir: string | undefined,
  options: AdviseOptions,
): Promise<Outcome<Report>> {
  const root = resolve(session.cwd, dir ?? '.');
  const latest = latestRecord(diskFiles(root));
  if (latest === undefined) return refuse(diagnostic('advice-record-missing', { folder: root }));
  const record = readRecord(latest);
  if (!record.ok) return record;
  const given = options.module ?? record.value.modules;
  const measured = await measureCodebase(session, dir, { ...options, module: given });
  if (!measured.ok) return measured;

  const { code, data, items } = measured.value;
  const signs = signsOf({ cycles: code.cycles, tables: data.tables, transactions: data.transactions });
  const answers = answersFromEvidence(items);
  const changes = checkRecord(record.value, answers, signs);
  const unchecked = notMeasured(record.value, answers).filter(
    (id) => !changes.some((each) => each.id === id),
  );
  const today = options.asOf ?? session.clock.now().toISOString().slice(0, 10);
  const { reviewBy, date, verdict } = record.value;
  const findings = [
    ...changes.map(({ id, what }) =>
      diagnostic(
        'advice-no-longer-holds',
        { id, what, record: latest.path },
        { place: { file: latest.path } },
      ),
    ),
    ...(unchecked.length > 0
      ? [
          diagnostic(
            'advice-not-measured',
            { ids: unchecked, record: latest.path },
            { place: { file: latest.path } },
          ),
        ]
      : []),
    ...(today > reviewBy
      ? [
          diagnostic(
            'advice-review-due',
            { date: reviewBy, record: latest.path },
            { place: { file: latest.path } },
          ),
        ]
      : []),
  ];
  const holds = changes.length === 0;
  const text = holds
    ? `The decision of ${date} in ${latest.path} still holds.`
    : `The decision of ${date} in ${latest.path} rests on ${changes.length === 1 ? 'something that is' : `${changes.length} things that are`} no longer so.`;
  const json = { record: latest.path, decided: date, verdict, reviewBy, holds, changes };
  return succeed({ json, text: session.style.wrap(text), exitCode: holds ? 0 : 1 }, findings);
}
