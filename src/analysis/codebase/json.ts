import { posix } from 'node:path';
import type { OverlayFiles } from '../overlay.ts';

/** A package.json as far as anything here reads it. Whatever has another form counts as absent. */
export interface PackageJson {
  readonly name?: string;
  readonly type?: string;
  readonly scripts: Readonly<Record<string, string>>;
  /** Of all kinds, by name. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly workspaces?: readonly string[];
  readonly packageManager?: string;
}

export function readPackageJson(files: OverlayFiles, folder: string): PackageJson | undefined {
  const json = readJson(files, posix.join(folder, 'package.json'));
  if (json === undefined) return undefined;
  const listed = json['workspaces'];
  const patterns = isRecord(listed) ? listed['packages'] : listed;
  return {
    ...text(json, 'name'),
    ...text(json, 'type'),
    ...text(json, 'packageManager'),
    scripts: texts(json['scripts']),
    dependencies: {
      ...texts(json['peerDependencies']),
      ...texts(json['optionalDependencies']),
      ...texts(json['devDependencies']),
      ...texts(json['dependencies']),
    },
    ...(Array.isArray(patterns) ? { workspaces: patterns.filter((each) => typeof each === 'string') } : {}),
  };
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readJson(files: OverlayFiles, path: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(files.read(path)?.replace(/^\uFEFF/, '') ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const text = <K extends string>(json: Json, key: K): { [P in K]?: string } => {
  const value = json[key];
  return typeof value === 'string' ? ({ [key]: value } as { [P in K]?: string }) : {};
};

function texts(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
