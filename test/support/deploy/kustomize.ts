import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** An object of a cluster, as far as everything has it. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

export type Labels = Readonly<Record<string, string>>;

interface Kustomization {
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly configMapGenerator?: readonly { readonly envs?: readonly string[] }[];
  readonly patches?: readonly { readonly target: { readonly kind: string; readonly name?: string } }[];
}

export const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

/** What `kubectl kustomize` makes of an overlay. */
export const buildOverlay = (root: string, overlay: string): ClusterObject[] =>
  readObjects(execFileSync('kubectl', ['kustomize', join(root, overlay)], { encoding: 'utf8' }));

/** The objects of a file with one or more documents. */
export const readObjects = (text: string): ClusterObject[] =>
  parseAllDocuments(text, { merge: true }).map((document) => document.toJS() as ClusterObject);

export interface Sources {
  readonly objects: readonly ClusterObject[];
  /** Files and folders that are referred to and are not there. */
  readonly missing: readonly string[];
  /** Patches whose target nothing is. */
  readonly aimless: readonly string[];
  readonly read: ReadonlySet<string>;
}

/** Follows a kustomization to everything that it refers to, without building it. */
export function readSources(root: string, folder: string): Sources {
  const objects: ClusterObject[] = [];
  const missing: string[] = [];
  const aimless: string[] = [];
  const read = new Set<string>();
  const visit = (at: string): void => {
    const file = join(at, 'kustomization.yaml');
    if (!existsSync(join(root, file))) return void missing.push(file);
    read.add(file);
    const {
      resources = [],
      components = [],
      configMapGenerator = [],
      patches = [],
    } = parse(readFileSync(join(root, file), 'utf8')) as Kustomization;
    const files = configMapGenerator.flatMap(({ envs = [] }) => envs);
    for (const reference of [...resources, ...components, ...files]) {
      const path = join(at, reference);
      if (!existsSync(join(root, path))) missing.push(path);
      else if (statSync(join(root, path)).isDirectory()) visit(path);
      else {
        read.add(path);
        if (path.endsWith('.yaml')) objects.push(...readObjects(readFileSync(join(root, path), 'utf8')));
      }
    }
    for (const { target } of patches) {
      const isHit = objects.some(
        ({ kind, metadata }) => kind === target.kind && (target.name ?? metadata.name) === metadata.name,
      );
      if (!isHit) aimless.push(`${relative('.', file)}: ${target.kind} ${target.name ?? ''}`);
    }
  };
  visit(folder);
  return { objects, missing, aimless, read };
}
