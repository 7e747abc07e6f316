import { z } from 'zod';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { manifestPath } from './find-root.ts';
import type { ProjectFiles } from './files.ts';
import { parseJson } from './json-edit.ts';

/** A port that was extracted. Paths are relative to the root. */
const extraction = z.strictObject({
  target: z.string().describe('`<file>#<Name>` or `<file>`, as it was named'),
  name: z.string().describe('the interface, class, object or module of functions'),
  slug: z.string().describe('its name in folders and, in capitals, of its environment variables'),
  folder: z.string().describe('what was generated for it'),
  port: z.int().min(1).max(65_535).describe('port of its process where PORT is not set'),
  implementation: z
    .string()
    .optional()
    .describe('where the body of the file went, if calls are handed on by a file in its place'),
  localMethods: z.array(z.string()).describe('methods that stay in process'),
});

const acceptance = z.strictObject({
  module: z.string().describe('slug of the extraction'),
  code: z.string(),
  place: z.string(),
  reason: z.string(),
});

export const codebaseManifestSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  kind: z.literal('codebase'),
  scaffold: z.string().describe('version of scaffold that wrote this file'),
  extractions: z.array(extraction),
  accepted: z.array(acceptance),
  files: z
    .record(z.string(), z.string())
    .describe('SHA-256 of each file that scaffold generates anew, in hex'),
});

/** What scaffold remembers of a codebase that it did not make: `scaffold.json` at its root. */
export type CodebaseManifest = z.infer<typeof codebaseManifestSchema>;
export type CodebaseExtraction = z.infer<typeof extraction>;

/** The manifest; an empty one where nothing was extracted yet. Refused where the file says something else. */
export function readCodebaseManifest(files: ProjectFiles, version: string): Outcome<CodebaseManifest> {
  const text = files.read(manifestPath);
  if (text === undefined) return succeed(emptyManifest(version));
  const json = parseJson(text);
  if (typeof json === 'object' && json !== null && !('kind' in json) && 'services' in json)
    return refuse(
      diagnostic('project-has-modules', { file: manifestPath }, { place: { file: manifestPath } }),
    );
  const parsed = codebaseManifestSchema.safeParse(json);
  if (parsed.success) return succeed(parsed.data);
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  );
  return refuse(diagnostic('manifest-broken', { problems }, { place: { file: manifestPath } }));
}

/** True where the manifest is that of a codebase which scaffold did not make. */
export function isCodebaseManifest(files: ProjectFiles): boolean {
  const json = parseJson(files.read(manifestPath) ?? '');
  return typeof json === 'object' && json !== null && 'kind' in json && json.kind === 'codebase';
}

const emptyManifest = (version: string): CodebaseManifest => ({
  schemaVersion: 1,
  kind: 'codebase',
  scaffold: version,
  extractions: [],
  accepted: [],
  files: {},
});

/** Keys in a fixed order, files sorted. */
export function formatCodebaseManifest(manifest: CodebaseManifest): string {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...manifest, files }, undefined, 2)}\n`;
}
