import { hashText, type Operation, type Owner } from '../changes/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { ProjectFiles } from './files.ts';
import { formatManifest, manifestPath, type Manifest } from './manifest.ts';

/** A file as the tool would write it now. */
export interface DesiredFile {
  readonly text: string;
  readonly owner: Owner;
  readonly mode?: number;
}

export interface FilePlan {
  readonly operations: readonly Operation[];
  readonly findings: readonly Diagnostic[];
}

/** Where the text of a generated file is kept as it was generated: the base of a later three-way merge. */
export const basePath = (path: string): string => `.scaffold/base/${path}`;

/**
 * Plans how to bring generated files to their desired texts without losing an edit of the user's: a file given to the
 * user stays as it is, a file of the tool's is replaced only while it is as the tool wrote it, a foreign file is in the
 * way. `folders` belong to the tool as a whole: what is in them and no longer desired is deleted.
 */
export function planFiles(
  files: ProjectFiles,
  manifest: Manifest,
  desired: ReadonlyMap<string, DesiredFile>,
  folders: readonly string[] = [],
): FilePlan & { readonly manifest: Manifest } {
  const plans = [...desired].map(([path, file]) => planFile(files, manifest, path, file));
  const stale = Object.keys(manifest.files).filter(
    (path) => folders.some((folder) => path.startsWith(`${folder}/`)) && !desired.has(path),
  );
  const removed = stale.map((path) => planRemoval(files, manifest, path));
  const records = { ...manifest.files };
  for (const [path, { text, owner }] of desired) {
    if (records[path]?.owner !== 'user') records[path] = { owner, hash: hashText(text) };
  }
  for (const path of stale) delete records[path];
  return {
    operations: [...plans, ...removed].flatMap(({ operations }) => operations),
    findings: [...plans, ...removed].flatMap(({ findings }) => findings),
    manifest: { ...manifest, files: records },
  };
}

/** The operation that writes the manifest, none when nothing in it changed. */
export function planManifest(files: ProjectFiles, manifest: Manifest): Operation[] {
  return write(files, manifestPath, formatManifest(manifest));
}

function planFile(files: ProjectFiles, manifest: Manifest, path: string, file: DesiredFile): FilePlan {
  const found = files.read(path);
  const record = manifest.files[path];
  if (record?.owner === 'user') return { operations: [], findings: [] };
  if (found === undefined || found === file.text) return wanted(files, path, file);
  if (record === undefined) return blocked('file-exists', path);
  return hashText(found) === record.hash ? wanted(files, path, file) : blocked('file-changed', path);
}

function wanted(files: ProjectFiles, path: string, { text, mode }: DesiredFile): FilePlan {
  return {
    operations: [...write(files, path, text, mode), ...write(files, basePath(path), text)],
    findings: [],
  };
}

function planRemoval(files: ProjectFiles, manifest: Manifest, path: string): FilePlan {
  const found = files.read(path);
  if (found !== undefined && hashText(found) !== manifest.files[path]?.hash)
    return blocked('file-changed', path);
  return { operations: [...remove(files, path), ...remove(files, basePath(path))], findings: [] };
}

const blocked = (code: 'file-exists' | 'file-changed', path: string): FilePlan => ({
  operations: [],
  findings: [diagnostic(code, { path }, { place: { file: path } })],
});

function write(files: ProjectFiles, path: string, text: string, mode?: number): Operation[] {
  const found = files.read(path);
  if (found === text) return [];
  if (found !== undefined) return [{ kind: 'replace', path, text, expects: hashText(found) }];
  return [{ kind: 'create', path, text, expects: 'absent', ...(mode === undefined ? {} : { mode }) }];
}

function remove(files: ProjectFiles, path: string): Operation[] {
  const found = files.read(path);
  return found === undefined ? [] : [{ kind: 'delete', path, expects: hashText(found) }];
}
