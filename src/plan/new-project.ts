import { previewChanges, type ChangeSet, type TreeFile } from '../changes/index.ts';
import { refuse, succeed, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { adrPath, inOrderOfUse, renderProject, viewProject, type Blueprint } from '../templates/index.ts';
import { numberMigrations } from './number-migrations.ts';
import {
  draftFiles,
  draftManifest,
  memoryFiles,
  openDraft,
  readProject,
  type Manifest,
} from '../workspace/index.ts';

export interface NewProject {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly findings: readonly Diagnostic[];
}

export interface NewProjectOptions {
  /** Absolute folder of the project to be. */
  readonly directory: string;
  /** Version of the tool, for the manifest. */
  readonly version: string;
  /** Date of the decision records, YYYY-MM-DD. */
  readonly date: string;
}

/**
 * Every file of a new project. The split is the modular monolith with every module extracted, leaves first, by the same
 * extraction that a team would run later: there is no second way to make a service.
 */
export async function planNewProject(
  blueprint: Blueprint,
  options: NewProjectOptions,
): Promise<Outcome<NewProject>> {
  const texts = await monolithTexts(blueprint, options);
  const modules = blueprint.architecture === 'services' ? inOrderOfUse(blueprint.modules) : [];
  return modules.length > 0
    ? splitProject(
        texts,
        modules.map(({ name }) => name),
        options,
      )
    : succeed(newProject(texts, []));
}

async function splitProject(
  monolith: ReadonlyMap<string, string>,
  modules: readonly string[],
  { directory, date }: NewProjectOptions,
): Promise<Outcome<NewProject>> {
  // Loads the compiler, which a monolith does without.
  const { planExtraction } = await import('./extraction.ts');
  const findings: Diagnostic[] = [];
  let texts = monolith;
  for (const module of modules) {
    const project = readProject(memoryFiles(directory, texts));
    if (!project.ok) return project;
    const extraction = await planExtraction(project.value, { module, date });
    if (!extraction.ok) return refuse(...extraction.findings);
    findings.push(...extraction.findings.filter(({ level }) => level !== 'info'));
    texts = changedTexts(texts, extraction.value.changes);
  }
  return succeed(newProject(texts, findings));
}

const newProject = (texts: ReadonlyMap<string, string>, findings: readonly Diagnostic[]): NewProject => ({
  files: new Map([...texts].map(([path, text]) => [path, { text }])),
  findings,
});

async function monolithTexts(blueprint: Blueprint, { directory, version }: NewProjectOptions) {
  const draft = openDraft(memoryFiles(directory, new Map()));
  const files = numberMigrations(await renderProject(blueprint), draft);
  const { manifest } = draftFiles(draft, newManifest(blueprint, version), files);
  draftManifest(draft, manifest);
  return changedTexts(new Map(), { title: 'new', operations: draft.operations(), notes: [] });
}

function newManifest(blueprint: Blueprint, version: string): Manifest {
  const { verdict, overruled, answers } = blueprint.decision;
  return {
    schemaVersion: 1,
    scaffold: version,
    name: blueprint.name,
    architecture: blueprint.architecture,
    edge: viewProject(blueprint).edge,
    decision: { verdict, overruled, adr: adrPath, answers: { ...answers } },
    systems: [...(blueprint.systems ?? [])],
    services: [],
    accepted: [],
    localMethods: {},
    files: {},
  };
}

/** A set of texts after a change set. */
function changedTexts(texts: ReadonlyMap<string, string>, changes: ChangeSet): Map<string, string> {
  const changed = new Map(texts);
  for (const { path, after } of previewChanges(changes, (file) => texts.get(file))) {
    if (after === undefined) changed.delete(path);
    else changed.set(path, after);
  }
  return changed;
}
