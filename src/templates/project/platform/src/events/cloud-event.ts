/** CloudEvents 1.0 in structured JSON, with the extensions Distributed Tracing and Sequence. */
import { z } from 'zod';
import type { JsonData } from './define/index.ts';

export const cloudEventMediaType = 'application/cloudevents+json';

/** The whole event as text. Brokers take 1 MiB by default, and an event is a fact, not a document. */
export const maxEventBytes = 256 * 1024;

const text = z.string().min(1).max(1_024);

const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  /** Together with `source`: one event, however often it arrives. */
  id: text,
  /** `/<project>/<module>`: it does not change when the module moves to another process. */
  source: text,
  type: text,
  /** The thing that it happened to: events of one subject are delivered in their order. */
  subject: text.optional(),
  time: z.iso.datetime({ offset: true }).optional(),
  datacontenttype: z
    .string()
    .regex(/^application\/([\w.+-]+\+)?json\b/)
    .optional(),
  /** Of the work that published the event, not of whoever carries it. */
  traceparent: z.string().max(128).optional(),
  tracestate: z.string().max(512).optional(),
  /** Grows with every event of one source; digits, padded so that they sort as text. */
  sequence: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  data: z.json(),
});

export type CloudEvent = Omit<z.infer<typeof cloudEventSchema>, 'data'> & { readonly data: JsonData };

/** What arrived is not an event that can be understood, now or later. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

export function serializeEvent(event: CloudEvent): string {
  return JSON.stringify(event);
}

/** @throws {MalformedEventError} which names the attributes that are wrong, and never their values */
export function parseEvent(body: string): CloudEvent {
  if (Buffer.byteLength(body) > maxEventBytes)
    throw new MalformedEventError(`larger than ${maxEventBytes} bytes`);
  const result = cloudEventSchema.safeParse(parseJson(body));
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path }) => path.join('.') || 'the event');
  throw new MalformedEventError(`not a CloudEvent 1.0 in JSON: ${[...new Set(wrong)].join(', ')}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new MalformedEventError('not JSON');
  }
}

const sequenceDigits = 20;

export const toSequence = (position: bigint | string): string =>
  String(position).padStart(sequenceDigits, '0');
