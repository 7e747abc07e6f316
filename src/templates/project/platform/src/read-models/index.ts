/** Rows that are made of events, and can be made of them anew. `@shop/platform/read-models` */
export { createReadModels } from './create-read-models.ts';
export type { ModuleParts, ModuleReadModels, ReadModel, ReadModels } from './create-read-models.ts';
export { on } from './define.ts';
export type { Applied, Projection, RecordedEvent } from './define.ts';
export { beginRebuild, statesOf } from './versions.ts';
export type { ModelState, VersionState } from './versions.ts';
