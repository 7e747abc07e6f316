import { z } from 'zod';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { manifestPath } from './find-root.ts';
import type { ProjectFiles } from './files.ts';
import { parseJson } from './json-edit.ts';

/** A module that has its own service. Paths are relative to the project's root. */
const service = z.strictObject({
  module: z.string(),
  app: z.string().describe('folder of the service’s host'),
  client: z.string().describe('folder of the generated client'),
  port: z.int().min(1).max(65_535).describe('port in development'),
  environment: z.string().describe('prefix of its environment variables, PAYMENTS for PAYMENTS_URL'),
});

/** A blocking finding that somebody accepted, with the reason they gave. */
const acceptance = z.strictObject({
  module: z.string(),
  code: z.string(),
  place: z.string(),
  reason: z.string(),
});

const ownedFile = z.strictObject({
  owner: z.enum(['tool', 'user']),
  hash: z.string().describe('SHA-256 of the text as generated, in hex'),
});

export const manifestSchema = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  scaffold: z.string().describe('version of scaffold that wrote this file'),
  name: z.string(),
  architecture: z.enum(['modular-monolith', 'services']),
  edge: z.string().describe('folder below apps/ of the process with the public HTTP interface'),
  decision: z.strictObject({
    verdict: z.string(),
    overruled: z.boolean(),
    adr: z.string(),
    answers: z.record(z.string(), z.unknown()),
  }),
  systems: z.array(z.string()).default([]).describe('systems it has besides what every project has'),
  services: z.array(service),
  accepted: z.array(acceptance),
  localMethods: z.record(z.string(), z.array(z.string())).describe('methods that stay in process, by module'),
  files: z.record(z.string(), ownedFile).describe('every generated file'),
});

/** What scaffold remembers of a project: `scaffold.json`. */
export type Manifest = z.infer<typeof manifestSchema>;
export type Service = z.infer<typeof service>;
export type Acceptance = z.infer<typeof acceptance>;

/** The manifest of the project, or what is wrong with it. */
export function readManifest(files: ProjectFiles): Outcome<Manifest> {
  const text = files.read(manifestPath);
  if (text === undefined) return refuse(diagnostic('not-a-project', { folder: files.root }));
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (parsed.success) return succeed(parsed.data);
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  );
  return refuse(diagnostic('manifest-broken', { problems }, { place: { file: manifestPath } }));
}

/** The manifest as it is written: keys in a fixed order, files sorted. */
export function formatManifest(manifest: Manifest): string {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...manifest, files }, undefined, 2)}\n`;
}
