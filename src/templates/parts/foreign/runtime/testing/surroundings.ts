/** Chance and time as a check wants them. */
import { drawFrom } from './random.ts';

export interface Surroundings {
  /** What `Math.random` gives is the same for the same seed. */
  readonly seed: number;
  /** It is another day: what comes from the clock is seen to come from it. */
  readonly anotherDay?: boolean;
}

const later = ((24 + 7) * 3_600 + 47 * 60 + 13) * 1_000 + 371;

export async function inSurroundings<T>(
  { seed, anotherDay = false }: Surroundings,
  work: () => Promise<T>,
): Promise<T> {
  const { Date: usualDate, Math: usualMath } = globalThis;
  const { random } = usualMath;
  usualMath.random = drawFrom(seed).next;
  if (anotherDay) globalThis.Date = laterThan(usualDate);
  try {
    return await work();
  } finally {
    usualMath.random = random;
    globalThis.Date = usualDate;
  }
}

/** Each call begins with the same chance, whatever else has thrown dice meanwhile. */
export function withEqualChances(implementation: object, seed: number): object {
  let calls = 0;
  return new Proxy(implementation, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        globalThis.Math.random = drawFrom(seed * 1_000 + calls++).next;
        return Reflect.apply(value, target, args);
      };
    },
  });
}

/** The same dates, but for those that ask what time it is. */
const laterThan = (usual: DateConstructor): DateConstructor =>
  new Proxy(usual, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [usual.now() + later] : args, newTarget) as Date,
    apply: () => new usual(usual.now() + later).toString(),
    get: (target, key, receiver) =>
      key === 'now' ? () => usual.now() + later : (Reflect.get(target, key, receiver) as unknown),
  });
