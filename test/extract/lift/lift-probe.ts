/** Lifting a program in memory, and running it before and after. */
import { ts } from 'ts-morph';
import { diagnosticsOf, newErrors, openProgram, type Program } from '../../../src/analysis/index.ts';
import { isBlocking, type Diagnostic } from '../../../src/diagnostics/index.ts';
import {
  analyseLift,
  newLooseUses,
  type LiftOptions,
  type LiftReport,
} from '../../../src/extract/analyse/lift/index.ts';
import { spliceText } from '../../../src/extract/lift/splice-text.ts';

export interface Lifted {
  readonly ok: boolean;
  readonly report: LiftReport | undefined;
  /** Texts after lifting, of all files; as they were where it is refused. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: readonly Diagnostic[];
  /** Errors of the compiler that the lifted program has more. */
  readonly errors: readonly string[];
}

export type Files = Readonly<Record<string, string>>;

const packageJson = { 'package.json': '{ "type": "module" }' };

/** The compiler's library is parsed once for all. */
let base: Program | undefined;

export function openFiles(files: Files): Program {
  const texts = new Map(Object.entries({ ...packageJson, ...files }));
  const entries = [...texts.keys()].filter((path) => /\.[mc]?tsx?$/.test(path));
  const request = { root: '/lift', files: texts, entries, packages: [] };
  base ??= openProgram(request);
  return openProgram({ ...request, before: base });
}

/** `target` is `src/svc.ts#Svc`, or a file. */
export function lift(files: Files, target: string, options?: LiftOptions): Lifted {
  const program = openFiles(files);
  const [file = '', name] = target.split('#');
  const outcome = analyseLift(program, name === undefined ? { file } : { file, name }, options);
  const texts = new Map(Object.entries(files));
  const findings = outcome.ok ? outcome.value.findings : outcome.findings;
  if (!outcome.ok || findings.some(isBlocking))
    return { ok: false, report: undefined, texts, findings, errors: [] };
  for (const [path, splices] of outcome.value.splices)
    texts.set(path, spliceText(texts.get(path) ?? '', splices));
  const after = openFiles(Object.fromEntries(texts));
  const paths = [...texts.keys()];
  const errors = newErrors(diagnosticsOf(program, paths), diagnosticsOf(after, paths));
  return {
    ok: true,
    report: outcome.value,
    texts,
    findings: [...findings, ...newLooseUses(program, after, paths)],
    errors: errors.map(({ file: at, line, code, message }) => `${at}:${line} TS${code} ${message}`),
  };
}

/** What the exported function `run` of a program in one file gives. */
export async function runText(text: string): Promise<unknown> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const module = (await import(
    `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`
  )) as {
    run(): unknown;
  };
  return module.run();
}

export const codes = (findings: readonly Diagnostic[]): string[] =>
  [...new Set(findings.map(({ code }) => code))].sort();
