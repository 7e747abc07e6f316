import type { ProjectData } from '../../analysis/data/index.ts';

export interface AnalyseOptions {
  /** Methods to keep in process, as with the tag @local. */
  readonly local?: readonly string[];
  /** Folders, relative to the root, whose classes are no application errors and whose bodies are not followed. */
  readonly infrastructure?: readonly string[];
  /** Folders of generated clients: they implement the port without being its implementation. */
  readonly clients?: readonly string[];
  /** What the whole project does with data, from its source texts; see `readProjectData`. */
  readonly data?: ProjectData;
}

export const defaultInfrastructure: readonly string[] = ['platform'];
export const defaultClients: readonly string[] = ['clients'];

export const isBelow = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`));

export { isTestFile as isTest } from '../../analysis/test-files.ts';
