/** What goes wrong on the way, between a transport and those who use it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Transport, TransportAdapter } from '../../src/events/index.ts';

export interface Faults {
  /** Each event is sent this many times. */
  copies: number;
  /** Of so many events the first: sent, and nobody knows, as when a relay is killed between the send and its mark. */
  loseAnswers: number;
  /** Of so many events the first: stored, and delivered again, as when a process is killed before it acknowledges. */
  loseAcknowledgements: number;
  /** Longest delay before an event is sent and before it is taken in. */
  delayMs: number;
}

export const noFaults = (): Faults => ({ copies: 1, loseAnswers: 0, loseAcknowledgements: 0, delayMs: 0 });

export function faulty(adapter: TransportAdapter, faults: Faults): TransportAdapter {
  return { schemes: adapter.schemes, create: (context) => faultyTransport(adapter.create(context), faults) };
}

export function faultyTransport(transport: Transport, faults: Faults): Transport {
  const pause = (): Promise<void> => delay(Math.random() * faults.delayMs);
  const [sent, taken] = [new Set<string>(), new Set<string>()];
  return {
    destinations: transport.destinations,
    ready: () => transport.ready(),
    close: () => transport.close(),
    send: async (event, destination) => {
      await pause();
      for (let copy = 0; copy < faults.copies; copy++) await transport.send(event, destination);
      if (isNew(event.id, sent) && faults.loseAnswers-- > 0) throw new Error('the answer is lost');
    },
    receive: (receive, signal) =>
      transport.receive(async (event) => {
        await pause();
        await receive(event);
        if (isNew(event.id, taken) && faults.loseAcknowledgements-- > 0)
          throw new Error('the acknowledgement is lost');
      }, signal),
  };
}

function isNew(id: string, seen: Set<string>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}
