import { diagnosticsOf, newErrors, type CompilerError } from '../analysis/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { Draft, Project } from '../workspace/index.ts';
import { isSource, openProject } from './study.ts';

/** Type-checks the project as it would be against the project as it is: not one error more, or nothing is written. */
export function verifyDraft(project: Project, draft: Draft): Diagnostic[] {
  const before = errorsIn(project, project.files);
  const after = errorsIn({ ...project, files: draft }, draft);
  const found = newErrors(before, after).filter((error) => !isMissingDependency(error));
  if (found.length === 0) return [];
  const errors = found.map(({ file, line, code, message }) => `${file}:${line} TS${code} ${message}`);
  return [diagnostic('new-type-errors', { errors })];
}

function errorsIn(project: Project, files: Project['files']): CompilerError[] {
  const sources = ['modules', 'apps', 'clients'].flatMap((folder) => files.below(folder)).filter(isSource);
  return diagnosticsOf(openProject(project, files.overlay()), sources);
}

/** Before an install, packages from outside the project cannot be resolved; that is said once, elsewhere. */
const isMissingDependency = ({ code, message }: CompilerError): boolean =>
  (code === 2307 || code === 7016) && !/'@[^/']+\/(platform|[^/']+-client)\b/.test(message);
