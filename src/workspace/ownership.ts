import { hashText, type Owner } from '../changes/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { Draft } from './draft.ts';
import { manifestPath } from './find-root.ts';
import { formatManifest, type Manifest } from './manifest.ts';

/** A file as the tool would write it now. */
export interface DesiredFile {
  readonly text: string;
  readonly owner: Owner;
  /** Where the user edited it, it is left as it is instead of standing in the way: nothing depends on its text. */
  readonly yields?: boolean;
}

/** Where the text of a generated file is kept as it was generated: the base of a later three-way merge. */
export const basePath = (path: string): string => `.scaffold/base/${path}`;

/**
 * Brings generated files to their desired texts in a draft without losing an edit of the user's: a file given to the user
 * stays as it is, a file of the tool's is replaced only while it is as the tool wrote it, a foreign file is in the way.
 * `folders` belong to the tool as a whole: what it made there and no longer desires is removed.
 */
export function draftFiles(
  draft: Draft,
  manifest: Manifest,
  desired: ReadonlyMap<string, DesiredFile>,
  folders: readonly string[] = [],
): { readonly manifest: Manifest; readonly findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const records = { ...manifest.files };
  for (const [path, file] of desired) {
    if (records[path]?.owner === 'user') continue;
    const found = draftFile(draft, manifest, path, file);
    findings.push(...found);
    if (found.length === 0) records[path] = { owner: file.owner, hash: hashText(file.text) };
  }
  for (const path of Object.keys(records)) {
    if (desired.has(path) || !folders.some((folder) => path.startsWith(`${folder}/`))) continue;
    findings.push(...draftRemoval(draft, manifest, path));
    delete records[path];
  }
  return { manifest: { ...manifest, files: records }, findings };
}

export const draftManifest = (draft: Draft, manifest: Manifest): void =>
  draft.write(manifestPath, formatManifest(manifest));

function draftFile(
  draft: Draft,
  manifest: Manifest,
  path: string,
  { text, yields }: DesiredFile,
): Diagnostic[] {
  const found = draft.read(path);
  if (found !== undefined && found !== text) {
    const record = manifest.files[path];
    if (yields && hashText(found) !== record?.hash) return [aside(path)];
    if (record === undefined) return [inTheWay('file-exists', path)];
    if (hashText(found) !== record.hash) return [inTheWay('generated-file-edited', path)];
  }
  draft.write(path, text);
  draft.write(basePath(path), text);
  return [];
}

function draftRemoval(draft: Draft, manifest: Manifest, path: string): Diagnostic[] {
  const found = draft.read(path);
  if (found !== undefined && hashText(found) !== manifest.files[path]?.hash)
    return [inTheWay('generated-file-edited', path)];
  draft.remove(path);
  draft.remove(basePath(path));
  return [];
}

const aside = (path: string): Diagnostic => diagnostic('file-kept', { path }, { place: { file: path } });

const inTheWay = (code: 'file-exists' | 'generated-file-edited', path: string): Diagnostic =>
  diagnostic(code, { path }, { place: { file: path } });
