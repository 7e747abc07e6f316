/** The providers that make a port, in every form that Nest knows. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { symbolAt, unwrap, walk } from '../../../../analysis/symbols.ts';
import { importsPackage, wiringFiles } from '../container/files.ts';
import type { PortFacts } from '../container/port-facts.ts';
import { propertyOf, type NestModule } from './modules.ts';

export type ProviderForm = 'class' | 'useClass' | 'useFactory' | 'useExisting' | 'useValue';

export interface PortProvider {
  readonly form: ProviderForm;
  /** The element of `providers`, or the object wherever it is kept. */
  readonly node: ts.Expression;
  /** What consumers inject it by. */
  readonly token: ts.Expression;
  /** What the form is given: the class, the factory, the other token, the value. */
  readonly given: ts.Expression | ts.MethodDeclaration;
  /** The class that is constructed, where it is known. */
  readonly implementation?: ts.ClassLikeDeclaration;
  /** Modules whose `providers` it is in; none where that was not understood. */
  readonly modules: readonly NestModule[];
}

const forms = ['useClass', 'useFactory', 'useExisting', 'useValue'] as const;

export function findPortProviders(
  program: Program,
  facts: PortFacts,
  modules: readonly NestModule[],
): PortProvider[] {
  const found = new Map<ts.Expression, PortProvider>();
  const add = (node: ts.Expression, owners: readonly NestModule[]): void => {
    const provider = readProvider(program, facts, node);
    const before = found.get(node);
    if (provider === undefined) return;
    found.set(node, { ...provider, modules: [...(before?.modules ?? []), ...owners] });
  };
  for (const module of modules) for (const node of module.providers) add(node, [module]);
  for (const object of looseProviders(program)) if (!found.has(object)) add(object, []);
  return [...found.values()];
}

/** `{ provide: … }` anywhere in files of Nest: kept in constants, or made by functions that were not followed. */
function looseProviders(program: Program): ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  for (const file of wiringFiles(program)) {
    if (!importsPackage(file, /^@nestjs\//)) continue;
    walk(file, (node) => {
      if (ts.isObjectLiteralExpression(node) && propertyOf(node, 'provide').length > 0) found.push(node);
    });
  }
  return found;
}

function readProvider(
  program: Program,
  facts: PortFacts,
  node: ts.Expression,
): Omit<PortProvider, 'modules'> | undefined {
  const value = unwrap(node);
  if (ts.isIdentifier(value) || ts.isPropertyAccessExpression(value)) {
    const implementation = facts.implementation(value);
    return implementation && { form: 'class', node, token: value, given: value, implementation };
  }
  if (!ts.isObjectLiteralExpression(value)) return undefined;
  const [token] = propertyOf(value, 'provide');
  const form = forms.find((name) => value.properties.some((property) => property.name?.getText() === name));
  if (token === undefined || form === undefined) return undefined;
  const given = givenTo(value, form);
  if (given === undefined) return undefined;
  const implementation = made(program, facts, form, given);
  if (!facts.isToken(token) && implementation === undefined) return undefined;
  const base = { form, node: value, token, given };
  return implementation === undefined || implementation === 'port' ? base : { ...base, implementation };
}

function givenTo(
  object: ts.ObjectLiteralExpression,
  form: string,
): ts.Expression | ts.MethodDeclaration | undefined {
  const property = object.properties.find((each) => each.name?.getText() === form);
  if (property === undefined) return undefined;
  if (ts.isMethodDeclaration(property)) return property;
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** What a provider makes, where it is the port: the class if it is known, else `port`. */
function made(
  program: Program,
  facts: PortFacts,
  form: ProviderForm,
  given: ts.Expression | ts.MethodDeclaration,
): ts.ClassLikeDeclaration | 'port' | undefined {
  const { checker } = program;
  if ((form === 'useClass' || form === 'useExisting') && !ts.isMethodDeclaration(given)) {
    return classesIn(given).flatMap((each) => facts.implementation(each) ?? [])[0];
  }
  const type = form === 'useFactory' ? returnType(program, given) : checker.getTypeAtLocation(given);
  if (type === undefined || !facts.fits(type.aliasSymbol ?? type.symbol)) return undefined;
  return type.symbol.declarations?.find(ts.isClassLike) ?? 'port';
}

/** `cond ? A : B` names two classes. */
export function classesIn(expression: ts.Expression): ts.Expression[] {
  const node = unwrap(expression);
  if (ts.isConditionalExpression(node)) return [...classesIn(node.whenTrue), ...classesIn(node.whenFalse)];
  return [node];
}

function returnType({ checker }: Program, node: ts.Node): ts.Type | undefined {
  const signature = ts.isMethodDeclaration(node)
    ? checker.getSignatureFromDeclaration(node)
    : checker.getTypeAtLocation(node).getCallSignatures()[0];
  const type = signature && checker.getReturnTypeOfSignature(signature);
  return type && (checker.getAwaitedType(type) ?? type);
}

/** The symbol of a token, for comparing; strings have none. */
export const tokenSymbol = (program: Program, token: ts.Expression): ts.Symbol | undefined =>
  ts.isStringLiteralLike(token)
    ? undefined
    : symbolAt(program.checker, ts.isPropertyAccessExpression(token) ? token.name : token);
