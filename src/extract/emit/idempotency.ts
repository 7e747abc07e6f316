/** `@idempotencyKey input.orderId`: the part of the arguments that makes two calls the same. */
import type { Contract, Method, Presence, WireType } from '../contract/model.ts';
import { access, variable } from './source/names.ts';
import { propertiesOf } from './types/resolve.ts';

/** The member of the method's descriptor, or nothing. */
export function idempotencyKeyText(method: Method, contract: Contract): string[] {
  const [first, ...rest] = method.idempotencyKey?.split('.') ?? [];
  const index = method.parameters.findIndex(({ name }) => name === first);
  const parameter = method.parameters[index];
  if (parameter === undefined) return [];
  const local = variable(parameter.name);
  const path = pathText(local, parameter.presence, parameter.type, rest, contract);
  const pattern = `${', '.repeat(index)}${local}`;
  const fallback = path.sure ? path.text : `${path.text} ?? crypto.randomUUID()`;
  return [`idempotencyKey: ([${pattern}]) => String(${fallback})`];
}

/** The value, and whether it is always there: a call without it has a key of its own. */
function pathText(
  start: string,
  presence: Presence,
  type: WireType,
  names: readonly string[],
  contract: Contract,
): { readonly text: string; readonly sure: boolean } {
  let [text, sure, at]: [string, boolean, WireType] = [start, presence === 'required', type];
  for (const name of names) {
    const property = propertiesOf(at, contract)?.find((each) => each.name === name);
    if (property === undefined) throw new Error(`${start} has no ${name} to make a key of.`);
    text = sure ? access(text, name) : `${text}?.${name}`;
    sure &&= property.presence === 'required';
    at = property.type;
  }
  return { text, sure };
}
