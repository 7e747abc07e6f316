/** Whether an instance can be made again from its public fields, through its constructor, a factory, or without either. */
import { ts } from 'ts-morph';
import { unwrap, walk } from '../../../analysis/symbols.ts';
import type { ClassStrategy } from '../../contract/model.ts';

export interface Construction {
  readonly checker: ts.TypeChecker;
  readonly declaration: ts.ClassLikeDeclaration;
  /** Names of the public data fields, inherited ones included. */
  readonly fields: readonly string[];
  /** An error also has a message, and may call `super(…)` with any text made from its parameters. */
  readonly isError: boolean;
}

/** The strategy, or the reason why there is none. */
export function chooseByConstruction(construction: Construction): ClassStrategy | string {
  const { declaration } = construction;
  const hidden = hiddenState(declaration);
  const constructor = constructorOf(construction.checker, declaration);
  const closed = constructor !== undefined && !isPublicMember(constructor);
  const byConstructor = closed ? 'its constructor is not public' : fromConstructor(construction, constructor);
  const useful =
    typeof byConstructor !== 'string' && (byConstructor.length > 0 || (construction.isError && !closed));
  if (useful) return { by: 'constructor', parameters: byConstructor };
  const factory = fromFactory(construction);
  if (factory !== undefined) return factory;
  if (hidden !== undefined) return hidden;
  const effect = constructor && effectIn(construction.checker, constructor, construction.isError);
  return effect === undefined && !construction.isError && !closed ? { by: 'fields' } : String(byConstructor);
}

/** State that a copy of the public fields would leave behind. */
export function hiddenState(declaration: ts.ClassLikeDeclaration): string | undefined {
  for (const member of declaration.members) {
    const name = member.name?.getText() ?? '';
    if (ts.isPropertyDeclaration(member) && ts.isPrivateIdentifier(member.name))
      return `${name} cannot be reached from outside`;
    if (ts.isPropertyDeclaration(member) && !isPublicMember(member) && !isStatic(member))
      return `${name} is private`;
    if (ts.isSetAccessor(member)) return `${name} has a setter`;
    if (ts.isConstructorDeclaration(member)) {
      const own = member.parameters.find(
        (each) => ts.isParameterPropertyDeclaration(each, member) && !isPublicMember(each),
      );
      if (own !== undefined) return `${own.name.getText()} is private`;
    }
  }
  return undefined;
}

/** The class's own constructor, else the one it inherits from a class of the project. */
export function constructorOf(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
): ts.ConstructorDeclaration | undefined {
  const own = declaration.members.filter(ts.isConstructorDeclaration).find(({ body }) => body !== undefined);
  if (own !== undefined) return own;
  const base = baseOf(checker, declaration);
  return base === undefined ? undefined : constructorOf(checker, base);
}

export function baseOf(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
): ts.ClassLikeDeclaration | undefined {
  const clause = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const symbol = clause && checker.getTypeAtLocation(clause).symbol;
  return symbol?.declarations?.find(
    (each): each is ts.ClassLikeDeclaration =>
      ts.isClassLike(each) && !each.getSourceFile().isDeclarationFile,
  );
}

/**
 * The field behind each parameter, in order, where every parameter becomes a public field unchanged and the body does
 * nothing but assign and check.
 */
function fromConstructor(
  construction: Construction,
  constructor: ts.ConstructorDeclaration | undefined,
): readonly string[] | string {
  if (constructor === undefined) return construction.isError ? ['message'] : [];
  const effect = effectIn(construction.checker, constructor, construction.isError);
  if (effect !== undefined) return `its constructor does more than assign its parameters: ${effect}`;
  const targets = parameterFields(construction.checker, constructor);
  const parameters: string[] = [];
  for (const parameter of constructor.parameters) {
    const field = targets.get(parameter.name.getText());
    const known =
      field !== undefined &&
      (construction.fields.includes(field) || (construction.isError && field === 'message'));
    if (!known || parameter.dotDotDotToken)
      return `the parameter ${parameter.name.getText()} of its constructor is not kept in a public field`;
    parameters.push(field);
  }
  const left = construction.fields.find(
    (field) => !parameters.includes(field) && !isSetByItself(construction, field),
  );
  return left === undefined ? parameters : `${left} is set by others after construction`;
}

/** A readonly field that the constructor or an initialiser gives its value. */
function isSetByItself({ checker, declaration }: Construction, field: string): boolean {
  const members = declaration.members.filter((member) => member.name?.getText() === field);
  const base = baseOf(checker, declaration);
  if (members.length === 0)
    return (
      base !== undefined && isSetByItself({ checker, declaration: base, fields: [], isError: false }, field)
    );
  return members.some((member) => (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Readonly) !== 0);
}

/** Which field each parameter is assigned to, here or in the base class. */
export function parameterFields(
  checker: ts.TypeChecker,
  constructor: ts.ConstructorDeclaration,
): Map<string, string> {
  const found = new Map<string, string>();
  const names = new Set(constructor.parameters.map(({ name }) => name.getText()));
  for (const parameter of constructor.parameters) {
    if (ts.isParameterPropertyDeclaration(parameter, constructor))
      found.set(parameter.name.getText(), parameter.name.getText());
  }
  for (const statement of constructor.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement)) continue;
    const { expression } = statement;
    if (ts.isBinaryExpression(expression) && isThisField(expression.left)) {
      const value = unwrap(expression.right);
      if (ts.isIdentifier(value) && names.has(value.text)) found.set(value.text, expression.left.name.text);
    }
    if (isSuperCall(expression)) addSuperFields(checker, constructor, expression, found);
  }
  return found;
}

function addSuperFields(
  checker: ts.TypeChecker,
  constructor: ts.ConstructorDeclaration,
  call: ts.CallExpression,
  found: Map<string, string>,
): void {
  const base = baseOf(checker, constructor.parent);
  const baseConstructor = base && constructorOf(checker, base);
  const baseFields = baseConstructor && parameterFields(checker, baseConstructor);
  for (const [index, argument] of call.arguments.entries()) {
    const value = unwrap(argument);
    if (!ts.isIdentifier(value) || found.has(value.text)) continue;
    const parameter = baseConstructor?.parameters[index]?.name.getText();
    // The first parameter of the built-in Error.
    const field =
      baseConstructor === undefined
        ? index === 0
          ? 'message'
          : undefined
        : baseFields?.get(parameter ?? '');
    if (field !== undefined) found.set(value.text, field);
  }
}

/** The first statement that is neither an assignment, a check that throws, nor a call of `super`. */
function effectIn(
  checker: ts.TypeChecker,
  constructor: ts.ConstructorDeclaration,
  isError: boolean,
): string | undefined {
  const base = baseOf(checker, constructor.parent);
  const inherited = base && constructorOf(checker, base);
  const above = inherited === undefined ? undefined : effectIn(checker, inherited, isError);
  if (above !== undefined) return above;
  for (const statement of constructor.body?.statements ?? []) {
    if (
      ts.isIfStatement(statement) &&
      throwsOnly(statement.thenStatement) &&
      statement.elseStatement === undefined
    )
      continue;
    if (ts.isExpressionStatement(statement)) {
      const { expression } = statement;
      if (isSuperCall(expression)) continue;
      if (ts.isBinaryExpression(expression) && isThisField(expression.left) && isCalm(expression.right))
        continue;
      if (isError && isErrorSetup(expression)) continue;
    }
    return statement.getText().split('\n')[0] ?? '';
  }
  return undefined;
}

const throwsOnly = (node: ts.Statement): boolean =>
  ts.isThrowStatement(node) ||
  (ts.isBlock(node) && node.statements.length === 1 && node.statements.every(throwsOnly));

/** An expression that calls nothing and makes nothing. */
function isCalm(expression: ts.Expression): boolean {
  let calm = true;
  walk(expression, (node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node)) calm = false;
  });
  return calm;
}

/** `Error.captureStackTrace(this, …)` and `Object.setPrototypeOf(this, …)`. */
const isErrorSetup = (expression: ts.Expression): boolean =>
  ts.isCallExpression(expression) &&
  /^(?:Error\.captureStackTrace|Object\.setPrototypeOf)$/.test(expression.expression.getText());

const isThisField = (node: ts.Expression): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;

const isSuperCall = (node: ts.Expression): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;

const isPublicMember = (node: ts.Declaration): boolean =>
  !(ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));

const isStatic = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0;

/** A static `of`, `from`, `create` or `parse` whose parameters are the public fields, one to one. */
function fromFactory({ declaration, fields }: Construction): ClassStrategy | undefined {
  const factories = declaration.members.filter(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) && isStatic(member) && isPublicMember(member),
  );
  for (const name of ['of', 'from', 'create', 'parse']) {
    const factory = factories.find((each) => each.name.getText() === name);
    const parameters = factory?.parameters.map((each) => each.name.getText()) ?? [];
    const matches = parameters.length === fields.length && parameters.every((each) => fields.includes(each));
    if (matches && parameters.length > 0) return { by: 'factory', factory: name, parameters };
  }
  return undefined;
}
