/** `@idempotencyKey input.orderId`: the part of the arguments that makes two calls the same. */
import { readKeyPath } from '../contract/key-path.ts';
import type { Contract, Method } from '../contract/model.ts';
import { access, variable } from './source/names.ts';

/** The member of the method's descriptor, or nothing. */
export function idempotencyKeyText(method: Method, { types }: Contract): string[] {
  const path = readKeyPath(method, new Map(Object.entries(types)));
  if (path === undefined || !path.ok) return [];
  const [first, ...rest] = path.steps;
  if (first === undefined) return [];
  const local = variable(first.name);
  let [text, sure] = [local, first.sure];
  for (const step of rest) {
    text = sure ? access(text, step.name) : `${text}?.${step.name}`;
    sure &&= step.sure;
  }
  const pattern = `${', '.repeat(path.parameter)}${local}`;
  return [`idempotencyKey: ([${pattern}]) => String(${sure ? text : `${text} ?? crypto.randomUUID()`})`];
}
