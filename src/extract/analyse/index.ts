/** From a port to a contract and to everything that stands in the way of calling it over the wire. */
export { analysePort, inspectPort, type PortReport } from './analyse-port.ts';
export type { MethodReport } from './method-report.ts';
export { judge, type Fix, type Verdict, type VerdictKind } from './verdict.ts';
export type { CallSite } from './callers/call-sites.ts';
export type { AnalyseOptions } from './options.ts';
