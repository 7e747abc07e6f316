/** Types of events, without the machinery: what a module's `src/events.ts` and those who listen to it import. */
import type { z } from 'zod';

/** What JSON can hold; a property that is `undefined` is left out. */
export type JsonData =
  string | number | boolean | null | readonly JsonData[] | { readonly [key: string]: JsonData | undefined };

/** One type of event, as its publisher declares it. */
export interface EventType<Data extends JsonData = JsonData> {
  /** `<module>.<what happened>`: `orders.order-placed`. It is never used for anything else again. */
  readonly name: string;
  /** Before the dot of the name: the module that publishes it. */
  readonly module: string;
  readonly schema: z.ZodType<Data>;
}

/** The data of an event of that type. */
export type EventData<Type> = Type extends EventType<infer Data> ? Data : never;

const nameForm = /^([a-z][a-z0-9-]*)\.[a-z][a-z0-9-]*$/;

/**
 * Declares a type of event. It may gain optional properties; anything else is a new type beside this one, because events
 * of today are read by the listeners of yesterday and of tomorrow.
 */
export function defineEvent<Data extends JsonData>(name: string, schema: z.ZodType<Data>): EventType<Data> {
  const module = nameForm.exec(name)?.[1];
  if (module === undefined)
    throw new TypeError(`"${name}" is not the name of an event: write <module>.<what-happened>.`);
  return { name, module, schema };
}
