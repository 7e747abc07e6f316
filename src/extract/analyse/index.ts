/** From a port to a contract and to everything that stands in the way of calling it over the wire. */
export { analysePort, inspectPort, type MethodReport, type PortReport } from './analyse-port.ts';
export type { CallSite } from './callers/call-sites.ts';
export type { AnalyseOptions } from './options.ts';
