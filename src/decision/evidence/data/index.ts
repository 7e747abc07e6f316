/** Which module touches which data. */
export { collectData, type DataRequest } from './collect-data.ts';
export * from './model.ts';
