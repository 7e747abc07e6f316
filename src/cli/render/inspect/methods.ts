/** Each method of a port: whether it can be called over the wire, as what, how safely, and what its calls will cost. */
import type { Diagnostic } from '../../../diagnostics/index.ts';
import type { CallSite, MethodReport } from '../../../extract/analyse/index.ts';
import type { Inspection } from '../../../plan/inspection.ts';
import type { Style } from '../style.ts';
import { formatSignature } from './wire-form.ts';

export function formatMethods({ report }: Inspection, style: Style): string {
  const { methods, callSites } = report;
  if (methods.length === 0) return '';
  const carried = methods.filter((method) => method.carried).length;
  const heading = `${style.bold('Methods')}  ${carried} of ${methods.length} can be called over the wire`;
  return [heading, ...methods.flatMap((method) => formatMethod(method, callSites, style))].join('\n');
}

function formatMethod(method: MethodReport, callSites: readonly CallSite[], style: Style): string[] {
  const calls = callSites.filter((site) => site.method === method.name);
  const { name, carried, local, shape } = method;
  const mark = carried ? style.good('✓') : local ? style.dim('–') : style.bad('✗');
  const lines = [
    `  ${mark} ${style.bold(name)}  ${local ? 'stays in process' : safetyText(method)}`,
    ...(shape === undefined || local ? [] : [style.wrap(formatSignature(shape), 8, '      ')]),
    ...(shape === undefined || shape.throws.length === 0
      ? []
      : [style.wrap(`throws ${shape.throws.join(', ')}`, 8, '      ')]),
    style.wrap(callText(calls), 8, '      '),
    ...(carried || local ? [] : [style.wrap(`refused: ${refusals(method.findings)}`, 8, '      ')]),
  ];
  return lines.map((line, index) => (index === 0 ? line : style.dim(line)));
}

function safetyText({ safety, safetyFrom }: MethodReport): string {
  return safetyFrom === 'tag' ? `${safety}, by its tag` : `${safety}, as no tag says otherwise`;
}

const refusals = (findings: readonly Diagnostic[]): string => {
  const codes = findings.filter(({ level }) => level === 'refuse').map(({ code }) => code);
  const other = findings.filter(({ code }) => code === 'analyser-failed').map(({ code }) => code);
  return [...new Set([...codes, ...other])].join(', ');
};

function callText(calls: readonly CallSite[]): string {
  if (calls.length === 0) return 'no call found';
  const files = new Set(calls.map(({ file }) => file)).size;
  const parts = [
    count(calls, 'in a loop', ({ inLoop }) => inLoop),
    count(calls, 'in a transaction', ({ inTransaction }) => inTransaction),
    count(calls, 'without a catch around it', ({ caught }) => !caught),
  ].filter(Boolean);
  const total = `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return parts.length === 0 ? total : `${total}: ${parts.join(', ')}`;
}

function count(calls: readonly CallSite[], what: string, test: (call: CallSite) => boolean): string {
  const found = calls.filter(test).length;
  return found === 0 ? '' : `${found} ${what}`;
}
