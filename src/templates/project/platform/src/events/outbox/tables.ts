import type { JsonData } from '../define/index.ts';
import { projectName } from '../../project.ts';

/** Said on this channel when something was committed to an outbox; the payload is the schema. */
export const channel = `${projectName}_events`.toLowerCase().replace(/[^a-z0-9_]/g, '_');

/** One event of an outbox, as a relay takes it. */
export interface OutboxRow {
  readonly id: string;
  readonly type: string;
  readonly aggregateid: string;
  readonly payload: JsonData;
  readonly headers: Readonly<Record<string, string>>;
  readonly created_at: Date;
  /** bigint, as text. */
  readonly position: string;
  readonly attempts: number;
}
