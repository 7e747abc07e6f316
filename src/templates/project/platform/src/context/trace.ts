/** W3C trace context, as far as a process without a tracing library needs it: continue a trace or start one. */
import { randomUUID } from 'node:crypto';

const traceparentForm =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-.*)?$/;
const tracestateForm = /^[\x20-\x7e]{1,512}$/;

/** A valid `traceparent` as it is, else the start of a new sampled trace. */
export function continueTrace(traceparent: string | undefined): string {
  if (traceparent !== undefined && traceparentForm.test(traceparent)) return traceparent;
  return `00-${randomId()}-${randomId().slice(16)}-01`;
}

/** The same trace with a span id of its own: what one outgoing attempt sends. */
export function childTrace(traceparent: string): string {
  const parts = traceparentForm.exec(traceparent);
  return parts === null ? continueTrace(undefined) : `00-${parts[1]}-${randomId().slice(16)}-${parts[2]}`;
}

/** `tracestate` when it can be passed on (printable ASCII, at most 512 characters), else `undefined`. */
export function validTracestate(tracestate: string | undefined): string | undefined {
  return tracestate !== undefined && tracestateForm.test(tracestate) ? tracestate : undefined;
}

/** 32 hex digits. Node keeps UUIDs in store, which makes them several times cheaper than random bytes. */
function randomId(): string {
  return randomUUID().replace(/-/g, '');
}
