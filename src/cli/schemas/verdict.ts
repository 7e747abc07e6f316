import { z } from 'zod';
import {
  questionIds,
  verdicts,
  type QuestionId,
  type Verdict,
  type VerdictId,
} from '../../decision/index.ts';

const id = z.enum(questionIds as readonly [QuestionId, ...QuestionId[]]);
const verdictId = z.enum(Object.keys(verdicts) as [VerdictId, ...VerdictId[]]);
const value = z.union([z.enum(['yes', 'no', 'unknown', 'not-applicable']), z.number()]);

const answer = {
  id,
  value,
  source: z.enum(['asked', 'flag', 'file', 'evidence', 'default', 'not-asked']),
  evidence: z
    .object({
      command: z.string(),
      figure: z.string(),
      certainty: z.enum(['measured', 'inferred']).optional(),
      details: z.array(z.string()).readonly().optional(),
    })
    .optional(),
};

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const figures = list(
  z.object({
    what: z.string(),
    value: z.number(),
    points: z.number().describe('what it weighs, 0 to 3').optional(),
    note: z.string().describe('names behind the figure').optional(),
  }),
);

const candidate = z.object({
  module: z.string(),
  need: figures,
  cost: figures,
  score: z.number().describe('points of need less points of cost; the list is sorted by it'),
  tests: list(
    z.object({
      id: z.enum(['own-data', 'own-cadence', 'few-calls', 'one-owner', 'no-circle']),
      passes: z.enum(['yes', 'no', 'unknown']),
      figure: z.string(),
    }),
  ),
  because: z.string(),
  port: z.string().describe('what others use most of it, as scaffold inspect takes it').optional(),
  extraction: z
    .object({
      target: z.string().describe('as scaffold inspect takes it'),
      verdict: z.string(),
      methods: z.number(),
      carried: z.number().describe('methods that can be called over the wire'),
      blocking: list(z.object({ code: z.string(), count: z.number() })),
    })
    .describe('what an extraction would meet; only for the first few, where a port was found')
    .optional(),
});

/** The fields of a verdict, for the outputs that have them at their top level. */
export const verdictFields = {
  verdict: verdictId,
  confidence: z.enum(['low', 'medium', 'high']),
  reasons: list(
    z.object({ ...answer, effect: z.enum(['decides', 'strengthens', 'weakens']), rule: z.string() }),
  ),
  blockers: list(z.object({ ...answer, concerns: z.enum(['readiness', 'boundaries']), rule: z.string() })),
  signals: list(z.object({ ...answer, direction: z.enum(['for', 'against']) })),
  checklist: list(
    z.object({
      id: z.string(),
      what: z.string(),
      how: z.string(),
      command: z.string().optional(),
      lookAt: z.string(),
    }),
  ),
  candidates: list(candidate),
  wouldChangeIf: list(
    z.object({ changes: list(z.object({ id, from: value, to: z.string() })), verdict: verdictId }),
  ),
  costs: list(z.string()),
  answers: list(z.object(answer)),
};

export const verdictIdSchema = verdictId;
export const questionIdSchema = id;
export const answerValueSchema = value;

export const verdictSchema: z.ZodType<Verdict> = z.object(verdictFields);
