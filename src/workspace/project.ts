import { resolve } from 'node:path';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { findRoot } from './find-root.ts';
import { diskFiles, type ProjectFiles } from './files.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { readModules, type ModuleInfo } from './modules.ts';

/** A scaffolded project as it is now. */
export interface Project {
  readonly files: ProjectFiles;
  readonly manifest: Manifest;
  /** npm scope of its packages, without the `@`. */
  readonly scope: string;
  /** Every module below `modules/`, made by scaffold or by hand. */
  readonly modules: readonly ModuleInfo[];
}

/** The project whose root is `directory` or a folder above it. */
export function findProject(directory: string): Outcome<Project> {
  const root = findRoot(resolve(directory));
  return root === undefined
    ? refuse(diagnostic('not-a-project', { folder: directory }))
    : readProject(diskFiles(root));
}

/** Reads a project from its files, on disk or in memory. */
export function readProject(files: ProjectFiles): Outcome<Project> {
  const manifest = readManifest(files);
  if (!manifest.ok) return manifest;
  return succeed({ files, manifest: manifest.value, scope: scopeOf(files), modules: readModules(files) });
}

/** The scope that the project's own packages use: that of its platform package. */
function scopeOf(files: ProjectFiles): string {
  const name = /"name":\s*"@([^/"]+)\/platform"/.exec(files.read('platform/package.json') ?? '');
  return name?.[1] ?? 'app';
}
