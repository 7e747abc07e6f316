/** What a constructor does with its parameters. */
import { ts } from 'ts-morph';
import { symbolAt, unwrap, walk } from '../../../analysis/symbols.ts';

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
export function effectIn(
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
      if (
        ts.isBinaryExpression(expression) &&
        isThisField(expression.left) &&
        isCalm(checker, expression.right)
      )
        continue;
      if (isError ? isErrorSetup(expression) : isFreeze(expression)) continue;
    }
    return statement.getText().split('\n')[0] ?? '';
  }
  return undefined;
}

/**
 * The first statement of a constructor that reaches beyond the instance: a copy of the fields would not have done it. What a
 * field is given does not matter, since it is sent.
 */
export function bindingEffectIn(
  checker: ts.TypeChecker,
  constructor: ts.ConstructorDeclaration,
): string | undefined {
  const base = baseOf(checker, constructor.parent);
  const inherited = base && constructorOf(checker, base);
  const above = inherited && bindingEffectIn(checker, inherited);
  if (above !== undefined) return above;
  const found = (constructor.body?.statements ?? []).find((each) => !staysInside(checker, each));
  return found && (found.getText().split('\n')[0] ?? '');
}

function staysInside(checker: ts.TypeChecker, statement: ts.Statement, depth = 3): boolean {
  const inside = (each: ts.Statement): boolean => staysInside(checker, each, depth);
  if (ts.isVariableStatement(statement) || ts.isThrowStatement(statement)) return true;
  if (ts.isBlock(statement)) return statement.statements.every(inside);
  if (ts.isIfStatement(statement))
    return (
      inside(statement.thenStatement) &&
      (statement.elseStatement === undefined || inside(statement.elseStatement))
    );
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (isSuperCall(expression) || isInstanceSetup(expression)) return true;
  const own = depth > 0 ? ownMethodCalled(checker, expression) : undefined;
  if (own !== undefined) return own.statements.every((each) => staysInside(checker, each, depth - 1));
  return ts.isBinaryExpression(expression) && isThisField(expression.left);
}

/** The body of `this.setId(id)`. */
function ownMethodCalled(checker: ts.TypeChecker, expression: ts.Expression): ts.Block | undefined {
  if (!ts.isCallExpression(expression) || !isThisField(expression.expression)) return undefined;
  const declaration = symbolAt(checker, expression.expression.name)?.valueDeclaration;
  return declaration !== undefined && ts.isMethodDeclaration(declaration) ? declaration.body : undefined;
}

/** `Object.freeze(this)` and what only checks: `this.validate()`, `assert(…)`. */
const isInstanceSetup = (expression: ts.Expression): boolean =>
  ts.isCallExpression(expression) &&
  /^(?:Object\.(?:freeze|seal|assign|defineProperty|setPrototypeOf)|Error\.captureStackTrace|(?:this\.)?(?:validate|assert|check|ensure)\w*|Guard\.\w+)$/.test(
    expression.expression.getText(),
  );

const throwsOnly = (node: ts.Statement): boolean =>
  ts.isThrowStatement(node) ||
  (ts.isBlock(node) && node.statements.length === 1 && node.statements.every(throwsOnly));

/** An expression that gives the same in every process: it calls nothing, makes nothing and reads no variable that varies. */
export function isCalm(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  let calm = true;
  walk(expression, (node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node)) calm = false;
    if (ts.isPostfixUnaryExpression(node) || ts.isDeleteExpression(node)) calm = false;
    if (ts.isIdentifier(node) && isVariable(checker, node)) calm = false;
  });
  return calm;
}

/** Declared with `let` or `var`. */
function isVariable(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  const declaration = symbolAt(checker, name)?.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    !declaration.getSourceFile().isDeclarationFile &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0
  );
}

/** `Error.captureStackTrace(this, …)` and `Object.setPrototypeOf(this, …)`. */
const isErrorSetup = (expression: ts.Expression): boolean =>
  ts.isCallExpression(expression) &&
  /^(?:Error\.captureStackTrace|Object\.setPrototypeOf)$/.test(expression.expression.getText());

const isFreeze = (expression: ts.Expression): boolean =>
  ts.isCallExpression(expression) && /^Object\.(?:freeze|seal)$/.test(expression.expression.getText());

const isThisField = (node: ts.Expression): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;

const isSuperCall = (node: ts.Expression): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;
