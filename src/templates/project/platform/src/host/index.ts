export type { Authenticate, Clock, Compose, Composition, Host } from './types.ts';
