/** The folder `<sourceRoot>/remote/<slug>/`: everything that lets a port of any codebase be called in another process. */
import { posix } from 'node:path';
import type { Options } from 'prettier';
import type { ImportStyle } from '../../../analysis/codebase/codebase.ts';
import type { Contract } from '../../contract/model.ts';
import { emitHttpClient } from '../client.ts';
import { emitCodecFiles, emitCodecParts } from '../codecs/files.ts';
import { emitBoundary, type BoundaryNotes } from '../folder/boundary.ts';
import { emitLock } from '../folder/client-package.ts';
import { emitOpenApi } from '../openapi/document.ts';
import { emitServiceDescriptor, type ServiceContext } from '../service.ts';
import { formatFiles } from '../source/format.ts';
import { planNames } from '../source/names.ts';
import type { Specifiers } from '../source/scope.ts';
import { emitTests, fixtureFile, type RunnerImport } from './contract-test.ts';
import { emitForeignBind, emitForeignIndex } from './bind.ts';
import { emitFixture, type FixturePlan } from './fixture.ts';
import { foreignPortType, portTypeText, type PortSource } from './port-type.ts';
import { emitHere, emitProcess, type ProcessOptions } from './process.ts';
import { restyle } from './specifiers.ts';

export interface ForeignOptions {
  /** `src/remote/payments`, relative to the root; the runtime lies beside it. */
  readonly folder: string;
  readonly style: ImportStyle;
  readonly source: PortSource;
  /** What the calling process calls itself. */
  readonly caller: string;
  readonly notes: BoundaryNotes;
  readonly process: Omit<ProcessOptions, 'specifiers'>;
  /** The codebase's own, where it has any. */
  readonly format?: Options | undefined;
  /** The tests of the contract; none where they could not be compiled. */
  readonly test?: ContractTest | undefined;
}

export interface ContractTest {
  /** `payments.contract.test.ts`; the others have other names in its place of `contract`. */
  readonly file: string;
  readonly runner: RunnerImport;
  /** Whether the implementation itself can be called by tests. */
  readonly fixture: FixturePlan;
}

/**
 * What is generated has tests of its own here, and must not weigh in the coverage that a codebase asks of its own code:
 * the words of istanbul, which Jest and Vitest know too, and those of c8. `@preserve` keeps them through esbuild.
 */
export const uncounted = '/* istanbul ignore file -- @preserve */ /* c8 ignore start */';

export interface ForeignFolder {
  /** Regenerated from the contract; paths relative to the root. */
  readonly generated: ReadonlyMap<string, string>;
  /** Given to the user. */
  readonly given: ReadonlyMap<string, string>;
}

/** The runtime, by its place in the codebase. */
export function foreignSpecifiers({ folder }: Pick<ForeignOptions, 'folder'>): Specifiers {
  const runtime = `file:${posix.join(posix.dirname(folder), 'runtime')}`;
  return { codec: `${runtime}/rpc/codec/index.ts`, rpc: `${runtime}/index.ts`, host: '', module: '' };
}

export async function emitForeign(contract: Contract, options: ForeignOptions): Promise<ForeignFolder> {
  const generated = emitGenerated(contract, options);
  const specifiers = foreignSpecifiers(options);
  const given = emitProcess(contract, { ...options.process, specifiers });
  if (options.test !== undefined)
    given.set(fixtureFile, emitFixture(contract, options.test.fixture, specifiers));
  return { generated: await placed(generated, options), given: await placed(given, options) };
}

function emitGenerated(contract: Contract, options: ForeignOptions): Map<string, string> {
  const context = serviceContext(contract, options);
  const { names, parts, header, port, specifiers } = context;
  const { test } = options;
  const portText = portTypeText(contract, options.source);
  return new Map([
    ...emitCodecFiles(parts, header),
    ...(portText === undefined ? [] : [['port.ts', `${header}\n${portText}`] as const]),
    ['service.ts', emitServiceDescriptor(context)],
    ['client.ts', emitHttpClient(context)],
    ['bind.ts', emitForeignBind(context, port, options)],
    ['index.ts', emitForeignIndex(context)],
    ['here.ts', emitHere(contract, header, specifiers)],
    ...(test === undefined ? [] : emitTests(contract, { ...test, header, specifiers, names })),
    ['contract.lock.json', emitLock(contract)],
    ['openapi.json', emitOpenApi(contract, names)],
    ['BOUNDARY.md', emitBoundary(contract, options.notes)],
  ]);
}

export function serviceContext(
  contract: Contract,
  { source, folder }: Pick<ForeignOptions, 'source' | 'folder'>,
): ServiceContext & Required<Pick<ServiceContext, 'port'>> {
  const names = planNames(contract);
  const specifiers = foreignSpecifiers({ folder });
  return {
    contract,
    names,
    specifiers,
    parts: emitCodecParts(contract, names, specifiers),
    header: foreignHeader(contract),
    port: foreignPortType(contract, source),
  };
}

const foreignHeader = ({ hash, name }: Contract): string =>
  `/* eslint-disable */\n${uncounted}\n// Made by scaffold extract from the contract ${hash} of ${name}. Do not edit: the next run replaces it.\n`;

/** At their places in the codebase, with imports in its style, formatted. */
export async function placed(
  texts: ReadonlyMap<string, string>,
  { folder, style, format }: Pick<ForeignOptions, 'folder' | 'style' | 'format'>,
): Promise<Map<string, string>> {
  const styled = [...texts].map(([path, text]): [string, string] => {
    const file = posix.join(folder, path);
    return [file, file.endsWith('.ts') ? restyle(text, file, style) : text];
  });
  return formatFiles(new Map(styled), format);
}
