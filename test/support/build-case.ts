import { join } from 'node:path';
import { previewChanges } from '../../src/changes/index.ts';
import type { Outcome } from '../../src/diagnostics/index.ts';
import { wordingOf } from '../../src/diagnostics/index.ts';
import { planModule } from '../../src/plan/add-module.ts';
import { planExtraction } from '../../src/plan/extraction.ts';
import { planNewProject } from '../../src/plan/new-project.ts';
import type { Architecture, BlueprintModule } from '../../src/templates/index.ts';
import { memoryFiles, readProject, type Project } from '../../src/workspace/index.ts';
import { snapshot } from './snapshot.ts';

/** A project to build in memory: how it starts and what is then done to it. */
export interface Case {
  readonly name: string;
  readonly architecture: Architecture;
  readonly modules: readonly BlueprintModule[];
  readonly systems?: readonly string[];
  readonly steps?: readonly Step[];
}

/** `write`: a folder of the case whose files are written over the project, as somebody would by hand. */
type Step = { readonly add: BlueprintModule } | { readonly extract: string } | { readonly write: string };

export const date = '2026-01-15';
const directory = '/projects/golden';

/** The value of an outcome; a refusal becomes an exception that says everything. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(
    outcome.findings.map((finding) => `${finding.code}: ${wordingOf(finding).what}`).join('\n'),
  );
}

/** Every file of the case's project, steps included. */
export async function buildCase(
  { name, architecture, modules, systems = [], steps = [] }: Case,
  folder = '',
): Promise<Map<string, string>> {
  const decision = {
    verdict: 'start-modular',
    overruled: architecture === 'services',
    answers: {},
    adr: '# Decision\n',
  };
  const options = { directory, version: '0.0.0', date };
  const project = valueOf(await planNewProject({ name, architecture, modules, systems, decision }, options));
  let texts = new Map([...project.files].map(([path, { text }]) => [path, text]));
  for (const step of steps) texts = await runStep(texts, step, folder);
  return texts;
}

export const projectIn = (texts: ReadonlyMap<string, string>): Project =>
  valueOf(readProject(memoryFiles(directory, texts)));

async function runStep(
  texts: ReadonlyMap<string, string>,
  step: Step,
  folder: string,
): Promise<Map<string, string>> {
  if ('write' in step) return new Map([...texts, ...Object.entries(snapshot(join(folder, step.write)))]);
  const project = projectIn(texts);
  const changes =
    'add' in step
      ? valueOf(await planModule(project, step.add))
      : valueOf(await planExtraction(project, { module: step.extract, date })).changes;
  const changed = new Map(texts);
  for (const { path, after } of previewChanges(changes, (file) => texts.get(file))) {
    if (after === undefined) changed.delete(path);
    else changed.set(path, after);
  }
  return changed;
}
