/** A class of a codebase in memory, inspected with the packages of this project. */
import { resolve } from 'node:path';
import { readProjectData } from '../../../../src/analysis/data/index.ts';
import { findTarget } from '../../../../src/analysis/codebase/find-target.ts';
import { openProgram } from '../../../../src/analysis/index.ts';
import { inspectPort, type PortReport } from '../../../../src/extract/analyse/index.ts';

/** `files` by path; the target is the class `name` in `file`. */
export function inspectTarget(
  files: Readonly<Record<string, string>>,
  file: string,
  name: string,
): PortReport {
  const folder = 'in-memory/src';
  const texts = new Map(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
  const root = resolve(import.meta.dirname, '../../../..');
  const entries = [...texts.keys()].filter((path) => path.endsWith('.ts'));
  const program = openProgram({ root, files: texts, entries });
  const port = findTarget(program, `${folder}/${file}`, name);
  if (!port.ok) throw new Error(`No port: ${JSON.stringify(port.findings)}`);
  const data = readProjectData({ files: [...texts.keys()], read: (path) => texts.get(path) });
  return inspectPort(program, port.value, { infrastructure: [], data });
}

/** Codes with their levels, of those that are asked for. */
export const found = (report: PortReport, ...codes: readonly string[]): string[] =>
  report.findings.filter(({ code }) => codes.includes(code)).map(({ level, code }) => `${level} ${code}`);
