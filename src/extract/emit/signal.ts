/** Where among the arguments the caller's own AbortSignal stands. */
import type { Contract, Method } from '../contract/model.ts';
import { access, variable } from './source/names.ts';
import { propertiesOf } from './types/resolve.ts';

/** The member of the method's descriptor, or nothing. */
export function signalText(method: Method, contract: Contract): string[] {
  for (const [index, parameter] of method.parameters.entries()) {
    const local = variable(parameter.name);
    const pattern = `${', '.repeat(index)}${local}`;
    if (parameter.type.kind === 'abortSignal') return [`signal: ([${pattern}]) => ${local}`];
    const property = propertiesOf(parameter.type, contract)?.find(({ type }) => type.kind === 'abortSignal');
    if (property === undefined || parameter.rest === true) continue;
    const object = parameter.presence === 'required' ? local : `${local}?`;
    return [`signal: ([${pattern}]) => ${access(object, property.name)}`];
  }
  return [];
}
