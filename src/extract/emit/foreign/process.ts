/** The process that serves the port, in the same code base: `here.ts`, `compose.ts`, `main.ts`. */
import type { ComposedImport, Composition } from '../../analyse/wiring/model.ts';
import type { Contract } from '../../contract/model.ts';
import { serviceConstant } from '../service.ts';
import { quote } from '../source/names.ts';
import type { Specifiers } from '../source/scope.ts';

export interface ProcessOptions {
  readonly composition: Composition;
  /** Where the port is put together now, for people: `src/app.ts:12`. */
  readonly from: string;
  readonly port: number;
  readonly specifiers: Specifiers;
}

/** No test of the codebase runs it, so that its coverage says nothing; who tests it takes the line out. */
const uncovered = '/* istanbul ignore file -- @preserve */ /* c8 ignore start */';

const own = 'Yours from now on: scaffold does not write it again.';

/** Texts by file, unformatted. They are the user's once they are written, but for `here.ts`. */
export function emitProcess(contract: Contract, options: ProcessOptions): Map<string, string> {
  return new Map([
    ['compose.ts', composeText(contract, options)],
    ['main.ts', mainText(contract, options)],
  ]);
}

export function emitHere({ slug }: Contract, header: string, { rpc }: Specifiers): string {
  return `${header}
// The first import of main.ts: what is loaded after it runs ${slug} in this process, whatever the environment says.
import { serveInThisProcess } from '${rpc}';

serveInThisProcess(${quote(slug)});
`;
}

function composeText({ name }: Contract, { composition, from, specifiers }: ProcessOptions): string {
  const { imports, statements, expression, async: awaits, close } = composition;
  const result = awaits ? 'Promise<ComposedService>' : 'ComposedService';
  const closing = close === undefined ? '' : `, close: async () => { ${close} }`;
  const lines = [...statements, `return { implementation: ${expression}${closing} };`];
  return `${uncovered}

/** ${name} as ${from} puts it together, for a process of its own. ${own} */
${importLines(imports).join('\n')}
import type { ComposedService } from '${specifiers.rpc}';

export ${awaits ? 'async ' : ''}function compose(): ${result} {
${lines.join('\n')}
}
`;
}

function mainText(contract: Contract, { port, specifiers }: ProcessOptions): string {
  const service = serviceConstant(contract);
  return `${uncovered}

/**
 * The process that serves ${contract.name} to others. Needs SERVICE_SECRET (at least 32 bytes, the same as its callers');
 * PORT is ${port} by default. ${own}
 */
import './here.ts'; // Must stay the first import.
import { startService } from '${specifiers.rpc}';
import { compose } from './compose.ts';
import { ${service} } from './service.ts';

void startService({ service: ${service}, compose, port: ${port} });
`;
}

/** One declaration for each module, in the order of first use; what is imported for its effects alone comes first. */
function importLines(imports: readonly ComposedImport[]): string[] {
  const effects = imports.filter(({ imported }) => imported === '');
  const named = imports.filter(({ imported }) => imported !== '');
  const modules = [...new Set(named.map(({ module }) => module))];
  return [
    ...[...new Set(effects.map(({ module }) => module))].map((module) => `import '${module}';`),
    ...modules.flatMap((module) =>
      declarations(
        module,
        named.filter((each) => each.module === module),
      ),
    ),
  ];
}

function declarations(module: string, imports: readonly ComposedImport[]): string[] {
  const unique = [...new Map(imports.map((each) => [`${each.imported} ${each.name}`, each])).values()];
  const wholes = unique.filter(({ imported }) => imported === '*' || imported === '=');
  const defaults = unique.filter(({ imported, typeOnly }) => imported === 'default' && typeOnly !== true);
  const others = unique.filter((each) => !wholes.includes(each) && !defaults.includes(each));
  const list = (typeOnly: boolean): string =>
    others
      .filter((each) => (each.typeOnly ?? false) === typeOnly)
      .map(({ imported, name }) => (imported === name ? name : `${imported} as ${name}`))
      .join(', ');
  const [values, types] = [list(false), list(true)];
  const [first, ...more] = defaults;
  return [
    ...wholes.map(({ imported, name, typeOnly }) =>
      imported === '='
        ? `import ${name} = require('${module}');`
        : `import ${typeOnly === true ? 'type ' : ''}* as ${name} from '${module}';`,
    ),
    ...(first === undefined && values === ''
      ? []
      : [
          `import ${[...(first ? [first.name] : []), ...(values ? [`{ ${values} }`] : [])].join(', ')} from '${module}';`,
        ]),
    ...more.map(({ name }) => `import ${name} from '${module}';`),
    ...(types === '' ? [] : [`import type { ${types} } from '${module}';`]),
  ];
}
