import type { ModuleMap, Progress } from '../model.ts';
import type { Environment } from './run-git.ts';

export interface GitRequest {
  /** Absolute folder; it may lie below the top of its repository. */
  readonly root: string;
  readonly map: ModuleMap;
  readonly now: Date;
  /** Later commits and tags do not count; without it all of them do, for clocks differ. */
  readonly until?: Date | undefined;
  /** What git's environment is made of; that of this process where it is not given. */
  readonly env?: Environment | undefined;
  readonly progress?: Progress | undefined;
}
