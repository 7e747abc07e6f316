/** What the code says of its modules. */
export { collectCode } from './collect-code.ts';
export { longChain } from './chains.ts';
export { count, cycleText, oneLine, placeText } from './items.ts';
export type * from './model.ts';
export type { CodeRequest } from './request.ts';
export { readCode, type ReadCode } from './read-all.ts';
