/**
 * Functions of a module, and static methods: callers import them from a file, so that file has to stay. What it holds
 * moves beside it; in its place stands a file that hands the calls on.
 */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { placeOf } from '../../../analysis/places.ts';
import { portParts } from '../../../analysis/port-methods.ts';
import { portSymbol } from '../../../analysis/port-symbol.ts';
import type { Program } from '../../../analysis/program.ts';
import { exportsOf } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { endsWithSemicolon, eolOf, quoteOf } from './edits.ts';
import type { Wiring, WiringRequest, WiringStyle } from './model.ts';
import { serverBehind } from './modules.ts';

export const functionsStyle: WiringStyle = {
  id: 'functions',
  find: (request) => findFacade(request, 'functions'),
};
export const staticStyle: WiringStyle = { id: 'static', find: (request) => findFacade(request, 'static') };

/** Where the body of `payments.ts` goes: `payments.impl.ts`; of `payments/index.ts`: `payments/impl.ts`. */
export function implementationPath(file: string): string {
  const ending = posix.extname(file);
  const base = posix.basename(file, ending);
  return posix.join(posix.dirname(file), base === 'index' ? `impl${ending}` : `${base}.impl${ending}`);
}

function findFacade(request: WiringRequest, kind: 'functions' | 'static'): Wiring | undefined {
  const { program, port } = request;
  const source = port.kind === kind ? program.file(port.entryFile) : undefined;
  if (source === undefined) return undefined;
  const moved = implementationPath(port.entryFile);
  const text =
    kind === 'functions' ? functionsFacade(request, source, moved) : staticFacade(request, source, moved);
  return {
    style: kind,
    sites: [{ style: kind, place: port.place, text: `${port.entryFile} → ${moved}` }],
    edits: new Map([[port.entryFile, [{ start: 0, end: source.text.length, text }]]]),
    files: new Map([[moved, source.text]]),
    composition: {
      imports: [
        kind === 'functions'
          ? { module: `file:${moved}`, imported: '*', name: 'functions' }
          : { module: `file:${moved}`, imported: port.exportName ?? port.name, name: port.name },
      ],
      statements: [],
      expression: kind === 'functions' ? 'functions' : port.name,
      async: false,
    },
    findings: [...mutableExports(program, source), ...serverFindings(request, source)],
  };
}

const methodsOf = ({ program, port, methods }: WiringRequest): readonly string[] => {
  const symbol = portSymbol(program, port);
  return (
    methods ??
    (symbol === undefined ? [] : portParts(program, port.kind, symbol).methods.map(({ name }) => name))
  );
};

function functionsFacade(request: WiringRequest, source: ts.SourceFile, moved: string): string {
  const { program, port, binder, specifier } = request;
  const methods = methodsOf(request);
  const impl = specifier(port.entryFile, moved);
  const exported = [...exportsOf(program, source).keys()];
  const lines = [
    `import { ${binder.name} } from '${specifier(port.entryFile, binder.file)}';`,
    `import * as implementation from '${impl}';`,
    '',
    `export * from '${impl}';`,
    ...(exported.includes('default') && !methods.includes('default')
      ? [`export { default } from '${impl}';`]
      : []),
    '',
    `const port = ${binder.name}(() => implementation);`,
    '',
    ...methods.map((name) =>
      name === 'default'
        ? `const main: typeof implementation.default = (...args) => port.default(...args);\nexport default main;`
        : `export const ${name}: typeof implementation.${name} = (...args) => port.${name}(...args);`,
    ),
  ];
  return inStyleOf(source, lines);
}

function staticFacade(request: WiringRequest, source: ts.SourceFile, moved: string): string {
  const { program, port, binder, specifier } = request;
  const impl = specifier(port.entryFile, moved);
  const name = port.name;
  const isDefault = port.exportName === 'default';
  const head = [
    `import { ${binder.name} } from '${specifier(port.entryFile, binder.file)}';`,
    isDefault
      ? `import Implementation from '${impl}';`
      : `import { ${name} as Implementation } from '${impl}';`,
    '',
    `export * from '${impl}';`,
    '',
    `const port = ${binder.name}(() => Implementation);`,
    '',
  ];
  if (isNeverMade(source, port.exportName ?? name))
    return inStyleOf(source, [...head, ...sealed(request, isDefault)]);
  const override = program.compiler.getCompilerOptions().noImplicitOverride === true ? 'override ' : '';
  const lines = [
    ...head,
    `export ${isDefault ? 'default ' : ''}class ${name} extends Implementation {`,
    methodsOf(request)
      .map((method) => {
        const type = `typeof Implementation.${method}`;
        return `  static ${override}${method}(...args: Parameters<${type}>): ReturnType<${type}> {\n    return port.${method}(...args);\n  }`;
      })
      .join('\n\n'),
    '}',
  ];
  return inStyleOf(source, lines);
}

/** A private constructor forbids to extend the class. */
function isNeverMade(source: ts.SourceFile, exported: string): boolean {
  const classes = source.statements.filter(ts.isClassDeclaration);
  const own = classes.find((each) => each.name?.text === exported) ?? classes[0];
  return (
    own?.members.some(
      (member) =>
        ts.isConstructorDeclaration(member) &&
        member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) === true,
    ) === true
  );
}

/** An object above the class: it has its other members, too. */
function sealed(request: WiringRequest, isDefault: boolean): string[] {
  const { name } = request.port;
  return [
    `${isDefault ? '' : 'export '}type ${name} = Implementation;`,
    `${isDefault ? '' : 'export '}const ${name}: typeof Implementation = Object.assign(`,
    '  Object.create(Implementation) as typeof Implementation,',
    '  {',
    ...methodsOf(request).map((method) => {
      const type = `typeof Implementation.${method}`;
      return `    ${method}: (...args: Parameters<${type}>): ReturnType<${type}> => port.${method}(...args),`;
    }),
    '  },',
    ');',
    ...(isDefault ? [`export default ${name};`] : []),
  ];
}

function inStyleOf(source: ts.SourceFile, lines: readonly string[]): string {
  const quote = quoteOf(source);
  const text = `${lines.join('\n')}\n`.replaceAll("'", quote);
  const ended = endsWithSemicolon(source) ? text : text.replaceAll(/;$/gm, '');
  return ended.replaceAll('\n', eolOf(source));
}

function mutableExports(program: Program, source: ts.SourceFile): Diagnostic[] {
  return [...exportsOf(program, source)].flatMap(([name, symbol]) => {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return [];
    if (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) return [];
    const file = program.pathOf(source);
    return [diagnostic('mutable-export', { name, file }, { place: placeOf(program, declaration) })];
  });
}

function serverFindings({ program, port }: WiringRequest, source: ts.SourceFile): Diagnostic[] {
  const server = serverBehind(program, source);
  if (server === undefined) return [];
  const args = { port: port.name, file: program.pathOf(server.file), through: port.entryFile };
  return [diagnostic('composition-starts-server', args, { place: placeOf(program, server.statement) })];
}
