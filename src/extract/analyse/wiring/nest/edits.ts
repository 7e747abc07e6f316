/** The text edits that bind a provider. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import type { WantedImport } from '../container/imports.ts';
import { breakAfter, hasTrailingCommas, indentAt, indentUnit, isMultiLine } from '../container/layout.ts';
import { eolOf } from '../edits.ts';
import { asyncBinder, wrapFactory } from '../container/wrap-factory.ts';
import type { Binder } from '../model.ts';
import type { PortProvider } from './providers.ts';

export interface ProviderEdits {
  readonly edits: readonly TextEdit[];
  readonly imports: readonly WantedImport[];
}

export interface EditRequest {
  readonly program: Program;
  readonly binder: Binder;
  /** How the provider's file imports the binder. */
  readonly specifier: string;
}

/** Nest's own way to construct a class outside its `providers`, with everything that is injected into it. */
export function bindProvider(request: EditRequest, provider: PortProvider): ProviderEdits {
  switch (provider.form) {
    case 'class':
      return withModuleRef(request, replaceClass(request, provider));
    case 'useClass':
    case 'useExisting':
      return withModuleRef(request, replaceProperty(request, provider));
    case 'useFactory': {
      const { edits, binder } = wrapFactory(request.program, provider.given, request.binder);
      return { edits: [...edits, ...annotation(provider)], imports: [own(request, binder)] };
    }
    case 'useValue':
      return bindValue(request, provider);
  }
}

const own = ({ specifier }: EditRequest, name: string): WantedImport => ({ name, specifier });

const withModuleRef = (request: EditRequest, edits: readonly TextEdit[]): ProviderEdits => ({
  edits,
  imports: [{ name: 'ModuleRef', specifier: '@nestjs/core' }, own(request, asyncBinder(request.binder))],
});

/** `(moduleRef: ModuleRef) => bindPaymentsAsync(() => moduleRef.create(PaymentsService))` */
function creation(request: EditRequest, given: string, indent: string, unit: string, eol: string): string {
  const body = `${asyncBinder(request.binder)}(() => moduleRef.create(${given}))`;
  return breakAfter('useFactory: (moduleRef: ModuleRef) =>', body, indent, unit, eol);
}

/** A class that stands for itself becomes an object. */
function replaceClass(request: EditRequest, { node }: PortProvider): TextEdit[] {
  const properties = (inside: string, unit: string, eol: string): string[] => [
    `provide: ${node.getText()}`,
    creation(request, node.getText(), inside, unit, eol),
    'inject: [ModuleRef]',
  ];
  return [writeObject(node, properties)];
}

/** `useClass: X` becomes a factory; the rest of the object stays as it is. */
function replaceProperty(request: EditRequest, provider: PortProvider): TextEdit[] {
  const { node, given } = provider;
  const object = node as ts.ObjectLiteralExpression;
  const text = object.getSourceFile().text;
  const property = given.parent;
  if (isMultiLine(object)) {
    const [unit, eol] = [indentUnit(text), eolOf(object.getSourceFile())];
    const indent = indentAt(text, property.getStart());
    const factory = creation(request, given.getText(), indent, unit, eol);
    return [replace(property, `${factory},${eol}${indent}inject: [ModuleRef]`), ...annotation(provider)];
  }
  const properties = (inside: string, unit: string, eol: string): string[] =>
    object.properties.flatMap((each) =>
      each === property
        ? [creation(request, given.getText(), inside, unit, eol), 'inject: [ModuleRef]']
        : [each.getText()],
    );
  return [writeObject(object, properties), ...annotation(provider)];
}

/** Writes an object in lines in place of a node; a list in one line becomes a list in lines. */
function writeObject(
  node: ts.Expression,
  properties: (inside: string, unit: string, eol: string) => readonly string[],
): TextEdit {
  const text = node.getSourceFile().text;
  const [unit, eol, comma] = [
    indentUnit(text),
    eolOf(node.getSourceFile()),
    hasTrailingCommas(text) ? ',' : '',
  ];
  const object = (indent: string): string => {
    const inside = indent + unit;
    const lines = properties(inside, unit, eol).map((each) => eol + inside + each);
    return `{${lines.join(',')}${comma}${eol}${indent}}`;
  };
  const list = node.parent;
  const base = indentAt(text, list.getStart());
  if (!ts.isArrayLiteralExpression(list) || isMultiLine(list))
    return replace(node, object(indentAt(text, node.getStart())));
  const indent = base + unit;
  const items = list.elements.map((each) => (each === node ? object(indent) : each.getText()));
  const lines = items.map((item) => eol + indent + item);
  return replace(list, `[${lines.join(',')}${comma}${eol}${base}]`);
}

function bindValue(request: EditRequest, provider: PortProvider): ProviderEdits {
  const { name } = request.binder;
  const given = provider.given;
  const text = `useFactory: () => ${name}(() => ${inParentheses(given)})`;
  return { edits: [replace(given.parent, text), ...annotation(provider)], imports: [own(request, name)] };
}

const inParentheses = (node: ts.Node): string =>
  ts.isObjectLiteralExpression(node) ? `(${node.getText()})` : node.getText();

/** A constant annotated as the kind of provider that it was becomes a `Provider`. */
function annotation({ node }: PortProvider): TextEdit[] {
  const { parent } = node;
  const type = ts.isVariableDeclaration(parent) ? parent.type : undefined;
  if (type === undefined || !ts.isTypeReferenceNode(type)) return [];
  const name = type.typeName.getText();
  if (!/^(?:Class|Existing|Value)Provider$/.test(name)) return [];
  return renameImport(node.getSourceFile(), name, type);
}

function renameImport(file: ts.SourceFile, name: string, type: ts.TypeReferenceNode): TextEdit[] {
  const bindings = file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const named = importClause?.namedBindings;
    return named !== undefined && ts.isNamedImports(named) ? [...named.elements] : [];
  });
  const known = bindings.some((each) => each.name.text === 'FactoryProvider');
  const element = bindings.find((each) => each.name.text === name);
  const uses = file.text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
  const edits = [replace(type.typeName, 'FactoryProvider')];
  if (known || element === undefined) return edits;
  return [
    ...edits,
    uses > 2
      ? { start: element.end, end: element.end, text: ', FactoryProvider' }
      : replace(element, 'FactoryProvider'),
  ];
}

const replace = (node: ts.Node, text: string): TextEdit => ({ start: node.getStart(), end: node.end, text });
