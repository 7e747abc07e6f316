/** Types of events that the tests publish, and tables that their listeners write to. */
import type { Generated } from 'kysely';
import { z } from 'zod';
import { defineEvent } from '../../src/events/define/index.ts';

export const counted = defineEvent(
  'alpha.counted',
  z.object({ value: z.int(), note: z.string().optional() }),
);
export const closed = defineEvent('alpha.closed', z.object({ value: z.int() }));

/** The first by the eyes of somebody who expects something else. */
export const misread = defineEvent('alpha.counted', z.object({ value: z.string() }));

export interface Tables {
  effects: {
    n: Generated<string>;
    listener: string;
    event_id: string;
    subject: string;
    value: number;
    attempt: number;
    overtaken: boolean;
  };
}

export type Effect = Omit<Tables['effects'], 'n'>;
