import type { CallSite } from '../../extract/analyse/index.ts';
import type { Contract } from '../../extract/contract/index.ts';
import type { Style } from './style.ts';

/** The methods of a contract as people read them: what each is to a caller, and where it is called. */
export function formatMethods(contract: Contract, callSites: readonly CallSite[], style: Style): string {
  const width = Math.max(...contract.methods.map(({ name }) => name.length));
  const lines = contract.methods.map((method) => {
    const calls = callSites.filter((site) => site.method === method.name).length;
    const errors = method.throws.length > 0 ? `; throws ${method.throws.join(', ')}` : '';
    const place = method.local ? 'stays in process' : method.safety;
    const text = `${method.name.padEnd(width)}  ${place}, ${calls} ${calls === 1 ? 'call' : 'calls'}${errors}`;
    return style.wrap(text, width + 4, '  ');
  });
  return [style.bold(`${contract.name}, contract ${contract.hash}`), ...lines].join('\n');
}
