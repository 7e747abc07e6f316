/** Which parts a codebase has. */
export { type OtherPart, type OtherRole } from './find-modules.ts';
export { mapCodebase, type Mapped } from './map-codebase.ts';
export { readGivenModules, type GivenModule } from './given-modules.ts';
export { type PartMap } from './module-map.ts';
export { isBeside, isSource } from './names.ts';
export { hasServer, isClientPackage, isFullStack, packageFinder, type PackageFolder } from './packages.ts';
