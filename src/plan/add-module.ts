import { readCompositionRoot, type CompositionRoot } from '../analysis/composition-root.ts';
import { editText, type ChangeSet, type TextEdit } from '../changes/index.ts';
import {
  diagnostic,
  isBlocking,
  refuse,
  succeed,
  type Diagnostic,
  type Outcome,
} from '../diagnostics/index.ts';
import { nearest } from '../diagnostics/nearest.ts';
import {
  namesOf,
  renderModule,
  renderOverview,
  renderProject,
  renderSystems,
  viewModule,
  viewOverview,
  viewProject,
  type Blueprint,
} from '../templates/index.ts';
import {
  draftFiles,
  draftManifest,
  mergeFiles,
  openDraft,
  type Draft,
  type Project,
} from '../workspace/index.ts';
import { blueprintOf } from './blueprint-of.ts';
import { editFile } from './edit-file.ts';
import { numberMigrations } from './number-migrations.ts';
import { draftDependency } from './workspaces.ts';

export interface NewModule {
  /** kebab-case; checked by the caller. */
  readonly name: string;
  readonly uses: readonly string[];
}

/** Plans a module like those of a new project: its package, and its place in the composition root. */
export async function planModule(project: Project, module: NewModule): Promise<Outcome<ChangeSet>> {
  const problems = checkModule(project, module);
  if (problems.length > 0) return refuse(...problems);
  const draft = openDraft(project.files);
  const blueprint = blueprintOf(project, [module]);
  const view = viewModule(module, viewProject(blueprint));
  const rendered = await renderModule({ ...view, scope: project.scope });
  const overview = await renderOverview({
    ...viewOverview(blueprint, project.manifest.services),
    scope: project.scope,
  });
  const drafted = draftFiles(draft, project.manifest, new Map([...rendered, ...overview]));
  const { manifest, findings } = await draftSystemFiles(draft, project, drafted, module);
  const app = `apps/${project.manifest.edge}`;
  const composed = await draftComposition(draft, project, blueprint, module);
  const found = [...findings, ...composed];
  if (found.some(isBlocking)) return refuse(...found);
  const folder = `modules/${module.name}`;
  await draftDependency(draft, app, { package: `@${project.scope}/${module.name}`, folder });
  draftManifest(draft, manifest);
  return succeed(
    {
      title: `add module ${module.name}`,
      operations: draft.operations(),
      notes: [],
      install: true,
    },
    found,
  );
}

/** What the project's systems have for each module, and where they list them all. */
async function draftSystemFiles(
  draft: Draft,
  project: Project,
  drafted: ReturnType<typeof draftFiles>,
  module: NewModule,
): Promise<ReturnType<typeof draftFiles>> {
  const generated = async (added: readonly NewModule[]) => {
    const view = viewOverview(blueprintOf(project, added), project.manifest.services);
    return numberMigrations(await renderSystems(view), draft);
  };
  const versions = { before: await generated([]), after: await generated([module]) };
  const { manifest, findings } = mergeFiles(draft, drafted.manifest, versions);
  return { manifest, findings: [...drafted.findings, ...findings] };
}

function checkModule({ modules, files }: Project, { name, uses }: NewModule): Diagnostic[] {
  const candidates = modules.map((module) => module.name);
  const taken = candidates.includes(name) || files.below(`modules/${name}`).length > 0;
  const unknown = uses.filter((used) => !candidates.includes(used));
  return [
    ...(taken ? [diagnostic('module-exists', { module: name })] : []),
    ...unknown.map((used) =>
      diagnostic('module-unknown', { module: used, candidates, nearest: nearest(used, candidates) }),
    ),
  ];
}

/**
 * Wires the module into the composition root. The statement and the import are those that a new project with this module
 * would have, taken from the same template; the rest of the user's file stays as it is.
 */
async function draftComposition(
  draft: Draft,
  project: Project,
  blueprint: Blueprint,
  { name }: NewModule,
): Promise<Diagnostic[]> {
  const file = `apps/${project.manifest.edge}/src/compose.ts`;
  const present = readCompositionRoot(draft.read(file) ?? '');
  if (!present)
    return [
      diagnostic(
        'composition-shape',
        { file, expected: 'function that returns { modules: { … } }' },
        { place: { file } },
      ),
    ];
  const model = await modelComposition(blueprint, file);
  const { camel } = namesOf(name);
  const statement = model.constants.get(camel);
  const imported = model.imports.filter(({ specifier }) => specifier === `@${project.scope}/${name}/host`);
  if (!statement) throw new Error(`the composition template declares no ${camel}`);
  const edits = [
    ...imported.map(({ text }) => after(present.imports.at(-1)?.end ?? 0, `\n${text}`)),
    after(present.returns.start, `${statement.text}\n  `),
    after(present.modules.end - 1, `${present.modules.names.length > 0 ? ', ' : ''}${camel} `),
  ];
  await editFile(draft, file, (text) => editText(text, edits));
  return [];
}

async function modelComposition(blueprint: Blueprint, file: string): Promise<CompositionRoot> {
  const rendered = await renderProject(blueprint);
  const model = readCompositionRoot(rendered.get(file)?.text ?? '');
  if (!model) throw new Error('the composition template has no composition root');
  return model;
}

const after = (offset: number, text: string): TextEdit => ({ start: offset, end: offset, text });
