/** Registrations in tsyringe: calls of a container, and lists of tokens with their providers. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { unwrap, walk } from '../../../../analysis/symbols.ts';
import { importsPackage, isNamed, wiringFiles } from '../container/files.ts';

export type Lifecycle = 'singleton' | 'container' | 'transient';

export interface Registration {
  /** The call, or the object in a list. */
  readonly node: ts.CallExpression | ts.ObjectLiteralExpression;
  readonly token: ts.Expression;
  readonly kind: 'class' | 'token' | 'factory' | 'value';
  /** The class, token, factory or value. */
  readonly given: ts.Expression | ts.MethodDeclaration;
  /** What is replaced to give another provider: `{ useClass: X }`, or the arguments after the token. */
  readonly provider: ts.Node;
  readonly lifecycle: Lifecycle;
  /** `container` of `container.register(…)`. */
  readonly receiver?: ts.Expression;
}

export const isContainerType = (type: ts.Type): boolean => isNamed(type, 'DependencyContainer');

export function findRegistrations(program: Program): Registration[] {
  const found: Registration[] = [];
  for (const file of wiringFiles(program)) {
    const relevant =
      importsPackage(file, 'tsyringe') || /\b(?:token|registerSingleton|register)\b/.test(file.text);
    if (!relevant) continue;
    walk(file, (node) => {
      const registration = ts.isCallExpression(node)
        ? ofCall(program, node)
        : ts.isObjectLiteralExpression(node)
          ? ofListed(node)
          : undefined;
      if (registration !== undefined) found.push(registration);
    });
  }
  return found;
}

const methods = /^(?:register|registerSingleton|registerType|registerInstance)$/;

function ofCall(program: Program, node: ts.CallExpression): Registration | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !methods.test(callee.name.text)) return undefined;
  const receiver = callee.expression;
  if (!isContainerType(program.checker.getTypeAtLocation(receiver))) return undefined;
  const [token, given, options] = node.arguments;
  if (token === undefined) return undefined;
  const base = { node, token, receiver };
  switch (callee.name.text) {
    case 'registerSingleton':
      return { ...base, kind: 'class', given: given ?? token, provider: node, lifecycle: 'singleton' };
    case 'registerType':
      return { ...base, kind: 'token', given: given ?? token, provider: node, lifecycle: 'transient' };
    case 'registerInstance':
      return given && { ...base, kind: 'value', given, provider: node, lifecycle: 'singleton' };
    default: {
      const value = given && unwrap(given);
      if (given === undefined || value === undefined) return undefined;
      const lifecycle = lifecycleOf(options);
      if (!ts.isObjectLiteralExpression(value))
        return { ...base, kind: 'class', given, provider: given, lifecycle };
      const read = readProvider(value);
      return (
        read && {
          ...base,
          ...read,
          provider: given,
          lifecycle: read.kind === 'value' ? 'singleton' : lifecycle,
        }
      );
    }
  }
}

/** `{ token: X, provider: { useClass: Y } }`, and `{ token: X, useClass: Y }` of `@registry`. */
function ofListed(node: ts.ObjectLiteralExpression): Registration | undefined {
  const token = propertyOf(node, 'token');
  if (token === undefined || ts.isMethodDeclaration(token)) return undefined;
  const provider = propertyOf(node, 'provider');
  const object = provider !== undefined && !ts.isMethodDeclaration(provider) ? unwrap(provider) : node;
  const lifecycle = lifecycleOf(optionsOf(node));
  if (provider !== undefined && !ts.isObjectLiteralExpression(object)) {
    return { node, token, kind: 'class', given: object, provider: object, lifecycle };
  }
  const read = ts.isObjectLiteralExpression(object) ? readProvider(object) : undefined;
  return (
    read && {
      node,
      token,
      ...read,
      provider: object,
      lifecycle: read.kind === 'value' ? 'singleton' : lifecycle,
    }
  );
}

function optionsOf(node: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const options = propertyOf(node, 'options');
  return options === undefined || ts.isMethodDeclaration(options) ? undefined : options;
}

const kinds = { useClass: 'class', useToken: 'token', useFactory: 'factory', useValue: 'value' } as const;

function readProvider(object: ts.ObjectLiteralExpression): Pick<Registration, 'kind' | 'given'> | undefined {
  for (const [name, kind] of Object.entries(kinds)) {
    const given = propertyOf(object, name);
    if (given !== undefined) return { kind, given };
  }
  return undefined;
}

function propertyOf(
  object: ts.ObjectLiteralExpression,
  name: string,
): ts.Expression | ts.MethodDeclaration | undefined {
  const property = object.properties.find((each) => each.name?.getText() === name);
  if (property === undefined) return undefined;
  if (ts.isMethodDeclaration(property)) return property;
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

function lifecycleOf(options: ts.Expression | undefined): Lifecycle {
  const text = options?.getText() ?? '';
  if (/\bSingleton\b/.test(text)) return 'singleton';
  return /\bContainerScoped\b/.test(text) ? 'container' : 'transient';
}
