/** What holds a function that is taken as a value, and so under which name it may be called later. */
import { ts } from 'ts-morph';

/** Names of variables, properties and parameters; `any` where it is handed on in a way that is not followed. */
export type Holders = readonly string[] | 'any';

const nobody: Holders = [];

export function holdersOf(checker: ts.TypeChecker, node: ts.Expression): Holders {
  const { parent } = node;
  if (isPassedOn(parent, node)) return holdersOf(checker, parent as ts.Expression);
  if (ts.isPropertyAccessExpression(parent)) return boundTo(checker, parent, node);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node ? [parent.name.text] : nobody;
  if (ts.isBinaryExpression(parent)) return assignedTo(parent, node);
  if (isDeclared(parent)) return parent.initializer === node ? nameOf(parent.name) : nobody;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const at = parent.arguments?.indexOf(node) ?? -1;
    return at >= 0 && isKept(checker, parent, at) ? 'any' : nobody;
  }
  return isHandedOut(parent, node) ? 'any' : nobody;
}

/** `as`, `!`, parentheses, and the branches of a choice. */
function isPassedOn(parent: ts.Node, node: ts.Expression): boolean {
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const either = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    const last = kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.CommaToken;
    return either || (last && parent.right === node);
  }
  return (
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent)
  );
}

/** `payments.charge.bind(payments)` is the method itself; of whatever else it has nothing is called later. */
const boundTo = (
  checker: ts.TypeChecker,
  access: ts.PropertyAccessExpression,
  node: ts.Expression,
): Holders =>
  access.expression === node && access.name.text === 'bind' && ts.isCallExpression(access.parent)
    ? holdersOf(checker, access.parent)
    : nobody;

/** What is kept under an index is called through one, which needs no name. */
function assignedTo({ left, right, operatorToken }: ts.BinaryExpression, node: ts.Expression): Holders {
  const { kind } = operatorToken;
  const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  if (!assigns || right !== node) return nobody;
  if (ts.isIdentifier(left)) return [left.text];
  return ts.isPropertyAccessExpression(left) ? [left.name.text] : nobody;
}

const isDeclared = (node: ts.Node) =>
  ts.isVariableDeclaration(node) ||
  ts.isPropertyAssignment(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isParameter(node) ||
  ts.isBindingElement(node);

function nameOf(name: ts.BindingName | ts.PropertyName): Holders {
  if (ts.isComputedPropertyName(name)) return 'any';
  return ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name) ? nobody : [name.text];
}

const isHandedOut = (parent: ts.Node, node: ts.Expression): boolean =>
  ts.isReturnStatement(parent) ||
  ts.isYieldExpression(parent) ||
  ts.isArrayLiteralExpression(parent) ||
  ts.isSpreadElement(parent) ||
  ts.isSpreadAssignment(parent) ||
  ts.isExportAssignment(parent) ||
  ts.isJsxExpression(parent) ||
  (ts.isArrowFunction(parent) && parent.body === node);

/**
 * Whether the type of an argument lives on in what is called. A parameter that says what it takes forgets which function it
 * was given: what is then called is the parameter's type. A type parameter remembers.
 */
function isKept(checker: ts.TypeChecker, call: ts.CallExpression | ts.NewExpression, at: number): boolean {
  const callee = checker.getTypeAtLocation(call.expression);
  const signatures = ts.isNewExpression(call) ? callee.getConstructSignatures() : callee.getCallSignatures();
  return signatures.some(({ parameters }) => {
    const parameter = parameters[at] ?? parameters.at(-1);
    return parameter !== undefined && remembers(checker, checker.getTypeOfSymbolAtLocation(parameter, call));
  });
}

const generic = ts.TypeFlags.Instantiable;

function remembers(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnionOrIntersection()) return type.types.some((each) => remembers(checker, each));
  if ((type.flags & generic) !== 0) return true;
  return (
    (checker.isArrayType(type) || checker.isTupleType(type)) &&
    checker.getTypeArguments(type as ts.TypeReference).some((each) => remembers(checker, each))
  );
}

/** Types made of a function's type that are no functions. */
const consuming = /^(?:ReturnType|Parameters|Awaited|ConstructorParameters|InstanceType|ThisParameterType)$/;

/** What a type of such a method is given to: `charge: Payments['charge']`. */
export function holdersOfType(node: ts.TypeNode): Holders {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent)) return consuming.test(parent.typeName.getText()) ? nobody : 'any';
  const isTyped =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent);
  return isTyped && parent.type === node ? nameOf(parent.name) : 'any';
}
