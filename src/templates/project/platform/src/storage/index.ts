export { createStorage } from './create-storage.ts';
export type { StorageHost } from './create-storage.ts';
export { decideHome } from './decide-home.ts';
export type { Home } from './decide-home.ts';
export { fencedState, readMark } from './mark.ts';
export type { Mark, PlaceState } from './mark.ts';
export { ownUrlVariable } from './own-url.ts';
