/** The data of a whole project: its tables, and what each file does with them. Without a checker: thousands of files in seconds. */
import { isTestFile } from '../test-files.ts';
import { dataAccessInFile } from './in-file.ts';
import type { FileDataAccess } from './model.ts';
import { readTables, type TableFiles } from './schema/read-tables.ts';
import type { TableIndex } from './table-index.ts';

export interface ProjectData {
  readonly tables: TableIndex;
  /** By path; only files that do something with data. */
  readonly files: ReadonlyMap<string, FileDataAccess>;
  /** The code of the project, by path. */
  readonly paths: readonly string[];
  read(path: string): string | undefined;
}

export function readProjectData(request: TableFiles): ProjectData {
  const tables = readTables(request);
  const files = new Map<string, FileDataAccess>();
  for (const path of request.files.filter(isCode)) {
    const text = request.read(path);
    if (text === undefined || text.length > longest) continue;
    const access = dataAccessInFile({ path, text }, tables);
    if (access.accesses.length + access.unknown.length + access.drivers.length > 0) files.set(path, access);
  }
  return { tables, files, paths: request.files.filter(isCode), read: (path) => request.read(path) };
}

/** Files whose access is nobody's: tests, migrations, seeds and scripts that run by themselves. */
export const isAside = (path: string): boolean =>
  isTestFile(path) ||
  /(?:^|\/)(?:migrations?|seeds?|seeders?|fixtures|scripts|factories|__fixtures__|integration-tests|playwright|cypress)\//i.test(
    path,
  ) ||
  /(?:^|[-./])(?:seed|migration)s?\.[cm]?[jt]s$/.test(path);

/** Longer files are bundles: nobody wrote them. */
const longest = 1_000_000;

const isCode = (path: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$|\.min\.js$/.test(path);
