/** The contract of a port as plain JSON: its form, its hash, reading it back, and what changed between two. */
export { canonicalText, hashContract, sealContract } from './canonical.ts';
export type { ChangeLevel, ContractChange, Direction } from './changes.ts';
export { compareContracts } from './compare.ts';
export { contractFindings } from './contract-findings.ts';
export type * from './model.ts';
export { readContract } from './read.ts';
