import { posix } from 'node:path';
import type { Options } from 'prettier';
import { editText, hashText } from '../changes/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import { readContract, type Contract } from '../extract/contract/index.ts';
import { fixtureFile } from '../extract/emit/foreign/contract-test.ts';
import { emitForeign, placed, uncounted, type ForeignOptions } from '../extract/emit/foreign/emit-foreign.ts';
import { loadForeignRuntime } from '../templates/index.ts';
import {
  formatCodebaseManifest,
  manifestPath,
  setInJson,
  type Acceptance,
  type CodebaseExtraction,
  type CodebaseManifest,
  type Draft,
  parseJson,
} from '../workspace/index.ts';
import { foreignSections } from './codebase-extraction-notes.ts';
import { contractTestOf, fixtureOf } from './codebase-extraction-tests.ts';
import { startScript } from './codebase-extraction-script.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';
import { movedContract } from './codebase-facade.ts';

export interface DraftInput {
  readonly study: CodebaseStudy;
  readonly accepted: readonly Acceptance[];
  readonly target: string;
  readonly version: string;
  /** Without it where it does not compile in this codebase. */
  readonly tested: boolean;
}

/** Writes the extraction into a draft: runtime, client, process, wiring, script, manifest. */
export async function draftCodebaseExtraction(draft: Draft, input: DraftInput): Promise<Diagnostic[]> {
  const { study } = input;
  const extraction = extractionOf(input);
  const format = formatOf(draft, study);
  const files = await desiredFiles(draft, input, extraction, format);
  const hashes: Record<string, string> = { ...study.manifest.files };
  const findings = [...files.generated].flatMap(([path, text]) => draftGenerated(draft, hashes, path, text));
  for (const path of Object.keys(hashes)) {
    if (!path.startsWith(`${study.folder}/`) || files.generated.has(path)) continue;
    draft.remove(path);
    delete hashes[path];
  }
  const isNew = !study.manifest.extractions.some(({ slug }) => slug === extraction.slug);
  const given = [...files.given].filter(([path]) => isNew || isNeeded(draft, path));
  findings.push(...given.flatMap(([path, text]) => draftNew(draft, path, text)));
  draftWiring(draft, study, findings);
  draftScript(draft, study);
  draftManifest(draft, input, extraction, hashes);
  return findings;
}

/** The tests do not compile without their fixture. */
const isNeeded = (draft: Draft, path: string): boolean =>
  posix.basename(path) === fixtureFile && draft.read(path) === undefined;

/** Internal services listen on 3100 and up. */
const firstPort = 3100;

function extractionOf({ study, target }: DraftInput): CodebaseExtraction {
  const { manifest, port, folder, localMethods, wiring } = study;
  const known = manifest.extractions.find(({ slug }) => slug === port.slug);
  const name = target.includes('#') ? `#${target.split('#')[1] ?? ''}` : '';
  const [implementation] = wiring.files?.keys() ?? [];
  return {
    target: `${port.entryFile}${name}`,
    name: port.name,
    slug: port.slug,
    folder,
    port: known?.port ?? Math.max(firstPort - 1, ...manifest.extractions.map((each) => each.port)) + 1,
    ...(implementation === undefined ? {} : { implementation }),
    localMethods: [...localMethods],
  };
}

/** A contract that is the same stays as it is written: only lines of its sources have moved. */
function sameLock(text: string | undefined, contract: Contract): string | undefined {
  const known = text === undefined ? undefined : readContract(text, 'contract.lock.json');
  return known?.ok === true && known.value.hash === contract.hash ? text : undefined;
}

async function desiredFiles(
  draft: Draft,
  input: DraftInput,
  extraction: CodebaseExtraction,
  format: Options | undefined,
): Promise<{ generated: Map<string, string>; given: ReadonlyMap<string, string> }> {
  const { study } = input;
  const { codebase, folder } = study;
  const style = codebase.importStyle;
  const options = foreignOptions(input, extraction, format);
  const { port, contract: found } = study;
  const file = extraction.implementation;
  const contract = file === undefined ? found : movedContract(found, port.entryFile, file);
  const emitted = await emitForeign(contract, options);
  const runtime = await placed(vendoredRuntime(input), {
    folder: posix.join(posix.dirname(folder), 'runtime'),
    style,
    format,
  });
  const generated = new Map([...runtime, ...emitted.generated]);
  const lock = posix.join(folder, 'contract.lock.json');
  const kept = sameLock(draft.read(lock), found);
  if (kept !== undefined) generated.set(lock, kept);
  return { generated, given: emitted.given };
}

function foreignOptions(
  { study, accepted, tested }: DraftInput,
  extraction: CodebaseExtraction,
  format: Options | undefined,
): ForeignOptions {
  const { codebase, folder, port, wiring, report } = study;
  const [site] = wiring.sites;
  const composition = wiring.composition;
  if (composition === undefined) throw new Error('What cannot be composed is refused before it is drafted.');
  const file = extraction.implementation ?? port.entryFile;
  return {
    folder,
    style: codebase.importStyle,
    source: { kind: port.kind, file, exportName: port.exportName },
    caller: callerName(codebase.packageName),
    notes: {
      callSites: report.callSites,
      accepted,
      process: `${folder}/main.ts`,
      ...(extraction.implementation === undefined ? {} : { localText: 'stays in the calling process' }),
      more: foreignSections(study, extraction),
    },
    process: {
      composition,
      from: site === undefined ? port.entryFile : site.place.file,
      port: extraction.port,
    },
    format,
    test: tested ? { ...contractTestOf(study), fixture: fixtureOf(study) } : undefined,
  };
}

/** The issuer of a token: letters, digits, dots and dashes. */
const callerName = (name: string | undefined): string =>
  (name ?? 'app')
    .replace(/^@/, '')
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, 64);

const vendoredHeader = `/* eslint-disable */
${uncounted}
// The call runtime of scaffold, vendored. Do not edit: the next scaffold extract replaces it.

`;

/** Without what only tests need where they do not compile, unless other extractions have theirs. */
function vendoredRuntime({ study, tested }: DraftInput): Map<string, string> {
  const { extractions } = study.manifest;
  const others = extractions.some(({ slug }) => slug !== study.port.slug);
  const wanted = [...loadForeignRuntime()].filter(
    ([path]) => tested || others || !path.startsWith('testing/'),
  );
  return new Map(wanted.map(([path, text]) => [path, vendoredHeader + text]));
}

/** A file of ours is replaced only while it is as we wrote it; one that is not ours is in the way. */
function draftGenerated(
  draft: Draft,
  hashes: Record<string, string>,
  path: string,
  text: string,
): Diagnostic[] {
  const found = draft.read(path);
  const known = hashes[path];
  if (found !== undefined && found !== text && hashText(found) !== known) {
    const code = known === undefined ? 'file-exists' : 'generated-file-edited';
    return [diagnostic(code, { path }, { place: { file: path } })];
  }
  draft.write(path, text);
  hashes[path] = hashText(text);
  return [];
}

function draftNew(draft: Draft, path: string, text: string): Diagnostic[] {
  if (draft.read(path) !== undefined) return [diagnostic('file-exists', { path }, { place: { file: path } })];
  draft.write(path, text);
  return [];
}

/** A second run finds the wiring as it left it, and files that hand calls on are written as they were. */
function draftWiring(
  draft: Draft,
  { wiring, opened, manifest, port }: CodebaseStudy,
  findings: Diagnostic[],
): void {
  const known = manifest.extractions.find(({ slug }) => slug === port.slug);
  for (const [path, text] of wiring.files ?? []) {
    if (known?.implementation === path) continue;
    findings.push(...draftNew(draft, path, text));
  }
  for (const [path, edits] of wiring.edits) {
    const text = opened.program.file(path)?.text ?? draft.read(path);
    if (text !== undefined && edits.length > 0) draft.write(path, editText(text, edits));
  }
}

function draftScript(draft: Draft, study: CodebaseStudy): void {
  const { folder } = study.codebase;
  const path = posix.join(folder, 'package.json');
  const text = draft.read(path);
  const name = `start:${study.port.slug}`;
  if (text === undefined || new RegExp(`"${name}"\\s*:`).test(text)) return;
  const script = startScript(
    text,
    posix.relative(folder === '' ? '.' : folder, posix.join(study.folder, 'main.ts')),
  );
  if (script !== undefined) draft.write(path, setInJson(text, ['scripts', name], script));
}

function draftManifest(
  draft: Draft,
  { study, accepted, version }: DraftInput,
  extraction: CodebaseExtraction,
  files: Record<string, string>,
): void {
  const { manifest } = study;
  const { slug } = extraction;
  const next: CodebaseManifest = {
    ...manifest,
    scaffold: version,
    extractions: [...manifest.extractions.filter((each) => each.slug !== slug), extraction].sort(
      (a, b) => a.port - b.port,
    ),
    accepted: [...manifest.accepted.filter(({ module }) => module !== slug), ...accepted],
    files,
  };
  draft.write(manifestPath, formatCodebaseManifest(next));
}

/** What of the codebase's own formatting can be read without running its configuration. */
function formatOf(draft: Draft, { codebase }: CodebaseStudy): Options | undefined {
  const folders = [codebase.folder, ''];
  const names = ['.prettierrc', '.prettierrc.json'];
  const texts = folders.flatMap((folder) =>
    names.flatMap((name) => draft.read(posix.join(folder, name)) ?? []),
  );
  const manifests = folders.flatMap((folder) => draft.read(posix.join(folder, 'package.json')) ?? []);
  const own = [...texts.map(parse), ...manifests.map((text) => parse(text)?.['prettier'])].find(
    (each) => typeof each === 'object' && each !== null,
  );
  return own === undefined ? undefined : formatOptions(own as Record<string, unknown>);
}

const taken = [
  'printWidth',
  'tabWidth',
  'useTabs',
  'semi',
  'singleQuote',
  'quoteProps',
  'trailingComma',
  'bracketSpacing',
  'objectWrap',
  'arrowParens',
  'endOfLine',
];

const formatOptions = (own: Record<string, unknown>): Options =>
  Object.fromEntries(Object.entries(own).filter(([key]) => taken.includes(key)));

const parse = (text: string) => parseJson(text) as Record<string, unknown> | undefined;
