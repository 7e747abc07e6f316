import { ts } from 'ts-morph';

/** A piece of a source text, by character offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a composition root looks like from outside: where it imports, constructs, and returns its modules. */
export interface CompositionRoot {
  readonly imports: readonly (Span & {
    readonly specifier: string;
    /** Names that it brings in, as the module exports them and as they are called here. */
    readonly names: readonly { readonly imported: string; readonly name: string }[];
  })[];
  /** What the function does without keeping a result: `watch(host);` */
  readonly calls: readonly Span[];
  /** The `const x = …` statements of the function, by the name that they declare. */
  readonly constants: ReadonlyMap<string, Span>;
  /** The statement that returns the composition. */
  readonly returns: Span;
  /** The object of `modules: { … }` in it. */
  readonly modules: Span & { readonly names: readonly string[] };
}

/**
 * Reads the composition root in a source text: a function that declares one constant for each module and returns
 * `{ modules: { … } }`. Looks at syntax alone. `undefined` when there is no such function.
 */
export function readCompositionRoot(text: string): CompositionRoot | undefined {
  const source = ts.createSourceFile('compose.ts', text, ts.ScriptTarget.Latest, true);
  const span = (node: ts.Node): Span => ({
    start: node.getStart(source),
    end: node.end,
    text: node.getText(source),
  });
  for (const statement of source.statements) {
    if (!ts.isFunctionDeclaration(statement) || !statement.body) continue;
    const returns = statement.body.statements.find(ts.isReturnStatement);
    const modules = returns && modulesOf(returns);
    if (!returns || !modules) continue;
    return {
      imports: source.statements.filter(ts.isImportDeclaration).map((node) => ({
        ...span(node),
        specifier: (node.moduleSpecifier as ts.StringLiteral).text,
        names: namesIn(node),
      })),
      calls: statement.body.statements.filter(ts.isExpressionStatement).map(span),
      constants: new Map(
        statement.body.statements.flatMap((node) => constantsOf(node).map((name) => [name, span(node)])),
      ),
      returns: span(returns),
      modules: {
        ...span(modules),
        names: modules.properties.flatMap(({ name }) => (name ? name.getText(source) : [])),
      },
    };
  }
  return undefined;
}

function modulesOf(node: ts.ReturnStatement): ts.ObjectLiteralExpression | undefined {
  if (!node.expression || !ts.isObjectLiteralExpression(node.expression)) return undefined;
  for (const property of node.expression.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
    if (property.name.text === 'modules' && ts.isObjectLiteralExpression(property.initializer))
      return property.initializer;
  }
  return undefined;
}

function namesIn({ importClause }: ts.ImportDeclaration): { imported: string; name: string }[] {
  const bindings = importClause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  return named.map(({ name, propertyName }) => ({
    imported: (propertyName ?? name).text,
    name: name.text,
  }));
}

function constantsOf(node: ts.Statement): string[] {
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? name.text : []));
}
