export * from '../../src/rpc/errors.ts';
export { WireError } from '../../src/rpc/codec/index.ts';
