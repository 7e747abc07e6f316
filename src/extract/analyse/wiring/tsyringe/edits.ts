/** The text edits that bind a registration in tsyringe. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { unwrap } from '../../../../analysis/symbols.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import { importedFrom } from '../container/files.ts';
import type { WantedImport } from '../container/imports.ts';
import { wrapFactory } from '../container/wrap-factory.ts';
import type { Binder } from '../model.ts';
import type { Lifecycle, Registration } from './registrations.ts';

export interface Binding {
  readonly edits: readonly TextEdit[];
  readonly imports: readonly WantedImport[];
}

export interface BindRequest {
  readonly program: Program;
  readonly binder: Binder;
  readonly specifier: string;
  /** Whether asking the container for the class would lead back here, or to an instance that others share. */
  hasOwnRegistration(registration: Registration): boolean;
}

export function bindRegistration(request: BindRequest, registration: Registration): Binding {
  const { kind, given, lifecycle, provider } = registration;
  if (kind === 'factory') return bindFactory(request, given);
  const text = given.getText();
  const made =
    kind === 'value'
      ? text
      : kind === 'class' && request.hasOwnRegistration(registration)
        ? construction(text)
        : `c.resolve(${text})`;
  const factory = factoryText(request.binder.name, made, lifecycle, kind === 'value' ? '()' : '(c)');
  const object = `{ useFactory: ${factory.text} }`;
  const imports = [{ name: request.binder.name, specifier: request.specifier }, ...factory.imports];
  return { edits: replaceProvider(registration, provider, object), imports };
}

/** Constructs a class whose token leads to the binding: in a container of its own, where the token is the class again. */
export const construction = (name: string): string =>
  `c.createChildContainer().register(${name}, { useClass: ${name} }).resolve(${name})`;

const caching = {
  singleton: 'instanceCachingFactory',
  container: 'instancePerContainerCachingFactory',
} as const;

export function factoryText(binder: string, made: string, lifecycle: Lifecycle, parameters = '(c)') {
  const factory = `${parameters} => ${binder}(() => ${made.startsWith('{') ? `(${made})` : made})`;
  if (lifecycle === 'transient') return { text: factory, imports: [] };
  const name = caching[lifecycle];
  return { text: `${name}(${factory})`, imports: [{ name, specifier: 'tsyringe' }] };
}

function replaceProvider(registration: Registration, provider: ts.Node, object: string): TextEdit[] {
  const { node, token } = registration;
  if (!ts.isCallExpression(node)) {
    const flat = provider === node ? [replaceListed(node, object)] : [replace(provider, object)];
    return flat;
  }
  const callee = node.expression as ts.PropertyAccessExpression;
  const last = node.arguments.at(-1) ?? token;
  return [
    ...(callee.name.text === 'register' ? [] : [replace(callee.name, 'register')]),
    { start: token.end, end: last.end, text: `, ${object}` },
  ];
}

/** `{ token: X, useClass: Y }`: the properties stand beside the token. */
function replaceListed(node: ts.ObjectLiteralExpression, object: string): TextEdit {
  const property = node.properties.find((each) => each.name?.getText().startsWith('use') === true) ?? node;
  const options = node.properties.find((each) => each.name?.getText() === 'options');
  const end = options === undefined ? property.end : Math.max(options.end, property.end);
  return { start: property.getStart(), end, text: object.slice(2, -2) };
}

/** A factory written in place, also inside `instanceCachingFactory(…)`. */
function bindFactory({ program, binder, specifier }: BindRequest, given: Registration['given']): Binding {
  const inner = ts.isMethodDeclaration(given) ? given : cachedFactory(program, given);
  const { edits, binder: name } = wrapFactory(program, inner, binder);
  return { edits, imports: [{ name, specifier }] };
}

function cachedFactory(program: Program, given: ts.Expression): ts.Expression {
  const node = unwrap(given);
  if (!ts.isCallExpression(node)) return node;
  const origin = importedFrom(program, node.expression);
  return origin?.specifier === 'tsyringe' && origin.imported.endsWith('CachingFactory')
    ? (node.arguments[0] ?? node)
    : node;
}

const replace = (node: ts.Node, text: string): TextEdit => ({ start: node.getStart(), end: node.end, text });
