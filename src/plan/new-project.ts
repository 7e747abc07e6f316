import { previewChanges, type ChangeSet, type TreeFile } from '../changes/index.ts';
import { refuse, succeed, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { adrPath, inOrderOfUse, renderProject, viewProject, type Blueprint } from '../templates/index.ts';
import {
  draftFiles,
  draftManifest,
  memoryFiles,
  openDraft,
  readProject,
  type Manifest,
} from '../workspace/index.ts';
import { planExtraction } from './extraction.ts';

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
  let texts = await monolithTexts(blueprint, options);
  const findings: Diagnostic[] = [];
  for (const { name } of blueprint.architecture === 'services' ? inOrderOfUse(blueprint.modules) : []) {
    const project = readProject(memoryFiles(options.directory, texts));
    if (!project.ok) return project;
    const extraction = await planExtraction(project.value, { module: name, date: options.date });
    if (!extraction.ok) return refuse(...extraction.findings);
    findings.push(...extraction.findings);
    texts = changedTexts(texts, extraction.value.changes);
  }
  return succeed({ files: new Map([...texts].map(([path, text]) => [path, { text }])), findings });
}

async function monolithTexts(blueprint: Blueprint, { directory, version }: NewProjectOptions) {
  const draft = openDraft(memoryFiles(directory, new Map()));
  const { manifest } = draftFiles(draft, newManifest(blueprint, version), await renderProject(blueprint));
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
