/**
 * Looking at TypeScript code: loading a program and finding things in it. The compiler is ts-morph's own, never the
 * user's; its nodes and types stay within this folder and `extract/analyse`.
 */
export type { Purpose } from './compiler-options.ts';
export { diagnosticsOf, newErrors, type CompilerError } from './diagnostics-of.ts';
export { findCompositionCall, type CompositionCall } from './find-composition.ts';
export { findPort, type PortRequest } from './find-port.ts';
export type {
  LocatedFactory,
  LocatedFunction,
  LocatedObject,
  LocatedPort,
  ModulePort,
  PortKind,
} from './located-port.ts';
export type { Overlay } from './overlay.ts';
export {
  readWorkspacePackages,
  type PackageEntry,
  type PackageReader,
  type WorkspacePackage,
} from './packages.ts';
export type { ExactPlace, TextRange } from './places.ts';
export { openProgram, type Program, type ProgramRequest } from './program.ts';
export type { ImportRecord, UsedName } from './used-names.ts';
