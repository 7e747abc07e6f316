import { projectName } from '../project.ts';

/** The role that owns a module's schema. Roles belong to the whole server, so the project's name is part of it. */
export function roleOf(schema: string): string {
  return `${projectName}_${schema}`.toLowerCase().replace(/[^a-z0-9_]/g, '_');
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
