/** Contract → texts. Pure: nothing is read but the templates, nothing is written. */
export { bindFunction, variablePrefix } from './bind.ts';
export { clientClass } from './client.ts';
export { emitClient, platformSpecifiers } from './emit-client.ts';
export type { ClientOptions, PlacementSuite } from './emit-client.ts';
export { emitService } from './emit-service.ts';
export type { ServiceOptions } from './emit-service.ts';
export type { AcceptedFinding, BoundaryNotes, CallSiteNote } from './folder/boundary.ts';
export { clientPackageName, emitLock } from './folder/client-package.ts';
export type { ReferencedPackage } from './folder/client-package.ts';
export type { ServiceComposition } from './folder/service-package.ts';
export { emitClientFolder, emitServiceFolder } from './folders.ts';
export type { FolderOptions } from './folders.ts';
export { renderPartsFor } from './render-part.ts';
export type { RenderPart } from './render-part.ts';
export type { Specifiers } from './source/scope.ts';
