import type { Codebase, OpenedCodebase } from '../analysis/codebase/index.ts';
import type { LocatedPort } from '../analysis/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import { variablePrefix } from '../extract/emit/bind.ts';

/** Targets of the compiler under which the runtime is known to work. */
const oldTargets = /^ES(?:3|5|6|2015|2016)$/i;
const oldestCompiler = [4, 9] as const;
/** Before it the declarations lack what closes idle connections and what tells UTF-8. */
const oldestNodeTypes = [18, 14] as const;

/** What in the settings of a codebase stands in the way of any generated code. */
export function settingsFindings({
  compilerOptions,
  typescript,
  moduleKind,
  tsconfig,
  nodeTypes,
}: Codebase): Diagnostic[] {
  const { target, verbatimModuleSyntax } = compilerOptions;
  const place = tsconfig === undefined ? {} : { place: { file: tsconfig } };
  const found: Diagnostic[] = [];
  if (typescript !== undefined && isOlder(typescript, oldestCompiler)) {
    found.push(
      refusal(
        `TypeScript ${typescript}`,
        'generated code uses syntax that it does not know',
        'update it: npm install --save-dev typescript@5',
        place,
      ),
    );
  }
  if (oldTargets.test(target)) {
    found.push(
      refusal(
        `the target ${target}`,
        'asynchronous functions and classes with private fields would be rewritten for engines older than any supported Node',
        'set "target": "ES2020" or newer in the tsconfig.json',
        place,
      ),
    );
  }
  if (verbatimModuleSyntax && moduleKind === 'commonjs') {
    found.push(
      refusal(
        'verbatimModuleSyntax, into CommonJS',
        'imports then have to be written as import x = require(), which generated code does not',
        'use "isolatedModules" in place of "verbatimModuleSyntax", or set "type": "module" in the package.json',
        place,
      ),
    );
  }
  if (nodeTypes !== undefined && (nodeTypes === 'missing' || isOlder(nodeTypes.version, oldestNodeTypes))) {
    found.push(
      refusal(
        nodeTypes === 'missing' ? 'no declarations of Node' : `@types/node ${nodeTypes.version}`,
        'generated code imports modules of Node, as they have been since 18.14',
        'install newer ones: npm install --save-dev @types/node@20',
        place,
      ),
    );
  }
  return found;
}

const refusal = (
  option: string,
  reason: string,
  hint: string,
  at: { place?: { file: string } },
): Diagnostic => diagnostic('options-not-supported', { option, reason, hint }, at);

function isOlder(range: string, [oldMajor, oldMinor]: readonly [number, number]): boolean {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  if (major === undefined) return false;
  return Number(major) < oldMajor || (Number(major) === oldMajor && Number(minor ?? oldMinor) < oldMinor);
}

/** Variables that would come to mean two things. */
export function environmentFindings(
  { filesMentioning }: OpenedCodebase,
  { slug }: LocatedPort,
  folder: string,
): Diagnostic[] {
  const prefix = variablePrefix(slug);
  return ['URL', 'MODE'].flatMap((ending) => {
    const variable = `${prefix}_${ending}`;
    const [file] = filesMentioning(variable).filter((each) => !each.startsWith(`${folder}/`));
    return file === undefined
      ? []
      : [diagnostic('environment-taken', { variable, file }, { place: { file, symbol: variable } })];
  });
}
