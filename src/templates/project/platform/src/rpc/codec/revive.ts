/** Instances of classes, made again from their fields where no constructor or factory can do it. */
import { currentContext } from '../../context/index.ts';
import { fail } from './path.ts';
import type { Key, Path } from './path.ts';

/** What `build` makes with a class's own constructor or factory; what that refuses does not fit the contract. */
export function construct<T>(build: () => T, name: string, parent: Path, key: Key): T {
  try {
    return build();
  } catch {
    return fail(`what ${name} accepts`, parent, key);
  }
}

/** An object of the class with these fields; its constructor does not run. */
export function reviveClass<T extends object>(prototype: T, fields: object): T {
  return Object.assign<T, object>(Object.create(prototype), fields);
}

/**
 * An error of the class. Begun as a real Error, so that `Error.isError` and printing hold; its constructor does not run.
 * `name` defaults to the class's name unless the prototype brings one.
 */
export function reviveError<T extends Error>(
  prototype: T,
  message: string,
  fields: object = {},
  name?: string,
): T {
  const error: Error = Object.setPrototypeOf(new Error(message), prototype);
  const ownName = name ?? (prototype.name === 'Error' ? prototype.constructor.name : undefined);
  const named = ownName === undefined ? {} : { name: ownName };
  return Object.assign(error, named, fields) as T;
}

/** The signal of the call being served: stands in for an `AbortSignal` argument, which is never sent. */
export function callSignal(): AbortSignal {
  return currentContext()?.signal ?? new AbortController().signal;
}
