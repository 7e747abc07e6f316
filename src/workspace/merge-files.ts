import { formatDiff, hashText } from '../changes/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { Draft } from './draft.ts';
import type { Manifest } from './manifest.ts';
import { mergeText } from './merge-text.ts';
import { basePath, type DesiredFile } from './ownership.ts';

type Files = ReadonlyMap<string, DesiredFile>;

/**
 * Brings what differs between two generations of a project's files into the project as it is now, edits of the user's
 * included. Where both changed the same lines, the file stays as it is and a finding shows the change to make.
 */
export function mergeFiles(
  draft: Draft,
  manifest: Manifest,
  { before, after }: { readonly before: Files; readonly after: Files },
): { readonly manifest: Manifest; readonly findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const records = { ...manifest.files };
  for (const [path, file] of after) {
    const base = before.get(path)?.text;
    if (base === file.text) continue;
    // A file of a module that the user wrote by hand was never generated.
    if (base !== undefined && records[path] === undefined) continue;
    findings.push(...(base === undefined ? create(draft, path, file) : update(draft, path, base, file.text)));
    records[path] = { owner: file.owner, hash: hashText(file.text) };
    draft.write(basePath(path), file.text);
  }
  for (const [path, { text }] of before) {
    if (after.has(path) || records[path] === undefined) continue;
    findings.push(...remove(draft, path, text));
    draft.remove(basePath(path));
    delete records[path];
  }
  return { manifest: { ...manifest, files: records }, findings };
}

function create(draft: Draft, path: string, { text }: DesiredFile): Diagnostic[] {
  const found = draft.read(path);
  if (found !== undefined && found !== text)
    return [diagnostic('file-exists', { path }, { place: { file: path } })];
  draft.write(path, text);
  return [];
}

function update(draft: Draft, path: string, base: string, text: string): Diagnostic[] {
  const found = draft.read(path);
  const merged = found === undefined ? undefined : mergeText(path, base, found, text);
  if (merged === undefined) {
    const diff = formatDiff([{ path, before: base, after: text }]);
    return [
      diagnostic('file-not-merged', { path, diff, gone: found === undefined }, { place: { file: path } }),
    ];
  }
  draft.write(path, merged);
  return [];
}

function remove(draft: Draft, path: string, text: string): Diagnostic[] {
  const found = draft.read(path);
  if (found !== undefined && found !== text)
    return [diagnostic('file-left', { path }, { place: { file: path } })];
  draft.remove(path);
  return [];
}
