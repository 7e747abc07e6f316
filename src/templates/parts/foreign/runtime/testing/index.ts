/** What holds for every service made from a contract, as checks for any test runner. */
export { runChecks } from './check.ts';
export type { ContractCheck } from './check.ts';
export { contractChecks } from './contract.ts';
export type { GoldenMessages } from './contract.ts';
export { placementChecks } from './differential.ts';
export type { Fixture } from './differential.ts';
export { faultChecks } from './faults.ts';
export { valueChecks } from './laws.ts';
export type { MessageValues } from './laws.ts';
export * from './values.ts';
