import { z } from 'zod';
import { isQuestionId, verdicts, type QuestionId, type VerdictId } from '../../decision/index.ts';
import type { AdviceRecord } from '../../decision/advice/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import type { EarlierRecord } from '../../plan/decision-record.ts';

const value = z.union([z.enum(['yes', 'no', 'unknown', 'not-applicable']), z.number()]);
const texts = z.array(z.string());

const schema = z.object({
  kind: z.literal('scaffold-advice'),
  schemaVersion: z.literal(1),
  date: z.iso.date(),
  commit: z.string().optional(),
  reviewBy: z.iso.date(),
  verdict: z.enum(Object.keys(verdicts) as [VerdictId, ...VerdictId[]]),
  architecture: z.enum(['modular-monolith', 'services']),
  overruled: z.object({ reason: z.string().optional() }).optional(),
  answers: z.record(
    z.string(),
    z.object({ value, source: z.string(), figure: z.string().optional(), measured: value.optional() }),
  ),
  reasons: z.array(z.custom<QuestionId>((id) => typeof id === 'string' && isQuestionId(id))),
  signs: z.object({ cycles: texts, sharedTables: texts, transactions: texts }),
  modules: texts,
});

/** A record as it was written, or what is wrong with it. */
export function readRecord({ path, text }: EarlierRecord): Outcome<AdviceRecord> {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  const problem = issue ? `${issue.path.join('.') || 'the file'}: ${issue.message}` : 'not a record';
  return refuse(diagnostic('advice-record-broken', { file: path, problem }, { place: { file: path } }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
