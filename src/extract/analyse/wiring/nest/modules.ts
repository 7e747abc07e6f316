/** The Nest modules of a program: what each imports, provides and controls, followed through constants and spreads. */
import { ts } from 'ts-morph';
import { returnedBy } from '../../../../analysis/flow.ts';
import type { Program } from '../../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, unwrap } from '../../../../analysis/symbols.ts';
import { decoratorsOf, importsPackage, wiringFiles } from '../container/files.ts';

/** A class with `@Module`, with what its static methods (`forRoot`, `register`) add to it. */
export interface NestModule {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly node: ts.ClassLikeDeclaration;
  readonly global: boolean;
  readonly imports: readonly ImportedModule[];
  readonly providers: readonly ts.Expression[];
  readonly controllers: readonly ts.Expression[];
}

/** An entry of `imports`. */
export interface ImportedModule {
  /** The module's class, of the project or of a package; `undefined` where the entry was not understood. */
  readonly symbol: ts.Symbol | undefined;
  readonly name: string;
  /** Configured by a call: `forRoot(…)`, `register(…)`. */
  readonly method?: string;
  /** What it is given says that it is global. */
  readonly isGlobal?: boolean;
  /** The package that the class comes from. */
  readonly package?: string;
  /** The expression that names the class. */
  readonly node: ts.Expression;
}

export function readNestModules(program: Program): NestModule[] {
  return wiringFiles(program)
    .filter((file) => importsPackage(file, /^@nestjs\//))
    .flatMap((file) => classesOf(file))
    .flatMap((node) => readModule(program, node) ?? []);
}

export function classesOf(file: ts.SourceFile): ts.ClassDeclaration[] {
  return file.statements.filter(ts.isClassDeclaration);
}

function readModule(program: Program, node: ts.ClassDeclaration): NestModule | undefined {
  const symbol = node.name && program.checker.getSymbolAtLocation(node.name);
  const decorators = decoratorsOf(program, node).filter(({ specifier }) => specifier === '@nestjs/common');
  const module = decorators.find(({ name }) => name === 'Module');
  if (module === undefined || symbol === undefined) return undefined;
  const [given] = module.arguments;
  const dynamic = node.members.flatMap((member) => dynamicParts(program, member));
  const parts = [...(given ? objectsOf(program, given) : []), ...dynamic];
  const entries = (key: string): ts.Expression[] =>
    parts.flatMap((part) => propertyOf(part, key)).flatMap((value) => elementsOf(program, value));
  return {
    name: symbol.name,
    symbol,
    node,
    global:
      decorators.some(({ name }) => name === 'Global') ||
      dynamic.some((part) =>
        propertyOf(part, 'global').some((value) => value.kind !== ts.SyntaxKind.FalseKeyword),
      ),
    imports: entries('imports').flatMap((entry) => importedModules(program, entry)),
    providers: entries('providers'),
    controllers: entries('controllers'),
  };
}

/** What a static method of a module class returns: `{ module: PaymentsModule, providers: [ … ] }`. */
function dynamicParts(program: Program, member: ts.ClassElement): ts.ObjectLiteralExpression[] {
  if (!ts.isMethodDeclaration(member) || !isFunctionWithBody(member)) return [];
  return returnedBy(member)
    .flatMap((value) => objectsOf(program, value))
    .filter((object) => propertyOf(object, 'module').length > 0);
}

/** The object literals that an expression is: itself, or what a constant holds. */
function objectsOf(program: Program, expression: ts.Expression): ts.ObjectLiteralExpression[] {
  return valuesOf(program, expression).filter(ts.isObjectLiteralExpression);
}

/** An expression with constants and choices followed. */
export function valuesOf(program: Program, expression: ts.Expression, depth = 8): ts.Expression[] {
  const node = unwrap(expression);
  if (depth === 0) return [node];
  const next = (each: ts.Expression): ts.Expression[] => valuesOf(program, each, depth - 1);
  if (ts.isConditionalExpression(node)) return [...next(node.whenTrue), ...next(node.whenFalse)];
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
    const held = heldBy(program, node);
    return held === undefined ? [node] : next(held);
  }
  return [node];
}

/** What a constant or a static property is initialised with. */
function heldBy({ checker }: Program, node: ts.Expression): ts.Expression | undefined {
  for (const declaration of symbolAt(checker, ts.isPropertyAccessExpression(node) ? node.name : node)
    ?.declarations ?? []) {
    if (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration))
      return declaration.initializer;
    if (ts.isPropertyAssignment(declaration)) return declaration.initializer;
  }
  return undefined;
}

export function propertyOf(object: ts.ObjectLiteralExpression, key: string): ts.Expression[] {
  return object.properties.flatMap((property) => {
    if (property.name?.getText() !== key) return [];
    if (ts.isPropertyAssignment(property)) return [property.initializer];
    return ts.isShorthandPropertyAssignment(property) ? [property.name] : [];
  });
}

/** The elements of an array, with spreads, constants, `concat` and choices followed. */
export function elementsOf(program: Program, expression: ts.Expression, depth = 8): ts.Expression[] {
  const node = unwrap(expression);
  if (depth === 0) return [node];
  const next = (each: ts.Expression): ts.Expression[] => elementsOf(program, each, depth - 1);
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.flatMap((element) =>
      ts.isSpreadElement(element) ? next(element.expression) : [element],
    );
  }
  if (ts.isConditionalExpression(node)) return [...next(node.whenTrue), ...next(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return next(node.right);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression: list } = node.expression;
    if (name.text === 'concat') return [...next(list), ...node.arguments.flatMap(next)];
    if (name.text === 'filter') return next(list);
    if (name.text === 'values' && list.getText() === 'Object') return node.arguments.flatMap(next);
  }
  const held =
    ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? heldBy(program, node) : undefined;
  return held === undefined ? [node] : next(held);
}

function importedModules(program: Program, entry: ts.Expression): ImportedModule[] {
  return valuesOf(program, entry).map((value) => {
    if (!ts.isCallExpression(value)) return moduleAt(program, value);
    const callee = value.expression;
    const forward = forwarded(value);
    if (forward !== undefined) return moduleAt(program, forward);
    if (!ts.isPropertyAccessExpression(callee))
      return { symbol: undefined, name: value.getText(), node: value };
    const isGlobal = value.arguments.some((each) =>
      /\b(?:isGlobal|global)\s*:\s*true\b/.test(each.getText()),
    );
    return { ...moduleAt(program, callee.expression), method: callee.name.text, isGlobal };
  });
}

/** What `forwardRef(() => X)` stands for. */
export function forwarded(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'forwardRef') return undefined;
  const [thunk] = node.arguments;
  return thunk && isFunctionWithBody(thunk) ? returnedBy(thunk)[0] : undefined;
}

function moduleAt(program: Program, node: ts.Expression): ImportedModule {
  const symbol = symbolAt(program.checker, ts.isPropertyAccessExpression(node) ? node.name : node);
  const file = symbol?.declarations?.[0]?.getSourceFile();
  const isOwn = file !== undefined && program.files.includes(file);
  return {
    symbol,
    name: node.getText(),
    node,
    ...(isOwn ? {} : packageNameOf(program, node)),
  };
}

function packageNameOf({ checker }: Program, node: ts.Expression): { readonly package?: string } {
  const root = ts.isPropertyAccessExpression(node) ? node.expression : node;
  let at: ts.Node | undefined = checker.getSymbolAtLocation(root)?.declarations?.[0];
  while (at !== undefined && !ts.isImportDeclaration(at)) at = at.parent;
  if (at === undefined || !ts.isStringLiteral(at.moduleSpecifier)) return {};
  const { text } = at.moduleSpecifier;
  return text.startsWith('.') ? {} : { package: text };
}

/** A module and all of the project's modules that it imports, itself first. */
export function closureOf(modules: readonly NestModule[], start: NestModule): Set<NestModule> {
  const found = new Set<NestModule>();
  const visit = (module: NestModule): void => {
    if (found.has(module)) return;
    found.add(module);
    for (const { symbol } of module.imports) {
      const next = modules.find((each) => each.symbol === symbol);
      if (next !== undefined) visit(next);
    }
  };
  visit(start);
  return found;
}
