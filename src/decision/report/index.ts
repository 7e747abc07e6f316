/** The report on a codebase: one self-contained page. */
export type * from './model.ts';
export { reportModelOf } from './report-model.ts';
export { renderReport } from './render-report.ts';
