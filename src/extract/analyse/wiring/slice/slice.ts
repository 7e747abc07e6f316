/**
 * Takes an expression out of the place where it stands, with everything that it is made of: variables, functions and
 * parameters are followed to where they come from, imports are carried over.
 */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { unwrap } from '../../../../analysis/symbols.ts';
import { editText, type TextEdit } from '../../../../changes/index.ts';
import type { ComposedImport } from '../model.ts';
import { effectsOf, fileBehind, moduleOf, serverBehind } from '../modules.ts';
import { effectsOn } from './effects.ts';
import { fromDotenv, importedLiteral, importOf, type ImportedName } from './imported-names.ts';
import { argumentFor, assignedTo, memberValue } from './origins.ts';
import {
  isDefaultExport,
  isExported,
  isReference,
  isWithin,
  localSymbol,
  propertyNamed,
} from './references.ts';
import { noCaller, ownObject, placeBound, reassigned, unknownName } from './refusals.ts';
import { Unsliceable } from './unsliceable.ts';

/** A value that was left as it is made, and what is done with it afterwards. */
export interface LeftOut {
  readonly value: string;
  readonly statement: ts.Statement;
}

/** What is copied is meant to be read: more than this is no composition root any more. */
const maxStatements = 60;

export class Slice {
  readonly imports: ComposedImport[] = [];
  readonly statements: string[] = [];
  readonly leftOut: LeftOut[] = [];
  /** Names of variables that were copied, with what they were declared as: for closing them. */
  readonly values: { readonly name: string; readonly node: ts.Node }[] = [];
  async = false;
  readonly #program: Program;
  readonly #site: ts.Node;
  readonly #names = new Map<ts.Symbol | ts.Node, string>();
  readonly #taken = new Set(['compose', 'implementation', 'ComposedService']);
  readonly #roots: ts.Node[] = [];
  readonly #effectFiles = new Set<ts.SourceFile>();

  constructor(program: Program, site: ts.Node) {
    this.#program = program;
    this.#site = site;
  }

  /** The text of a node, with names as they are where it goes. Throws Unsliceable. */
  text(node: ts.Node): string {
    this.#roots.push(node);
    this.#carryEffects(node.getSourceFile());
    const edits = this.#edits(node);
    this.#roots.pop();
    return editText(node.getText(), edits);
  }

  #edits(root: ts.Node): TextEdit[] {
    const edits: TextEdit[] = [];
    const base = root.getStart();
    const put = (node: ts.Node, text: string): void => {
      if (text !== node.getText()) edits.push({ start: node.getStart() - base, end: node.end - base, text });
    };
    const visit = (node: ts.Node, inFunction: boolean): void => {
      if (ts.isAwaitExpression(node) && !inFunction) this.async = true;
      if (ts.isMetaProperty(node)) throw placeBound(node);
      const literal = importedLiteral(node);
      if (literal !== undefined) put(literal, `'${moduleOf(this.#program, node.getSourceFile(), literal)}'`);
      const member = ts.isPropertyAccessExpression(node) ? this.#member(node, inFunction) : undefined;
      if (member !== undefined) return put(node, member);
      if (node.kind === ts.SyntaxKind.ThisKeyword && !inFunction) throw ownObject(this.#program, node);
      if (ts.isIdentifier(node) && isReference(node)) {
        const name = this.#nameOf(node);
        const shorthand = ts.isShorthandPropertyAssignment(node.parent) && name !== node.text;
        return put(node, shorthand ? `${node.text}: ${name}` : name);
      }
      const inside =
        inFunction || (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isClassLike(node);
      ts.forEachChild(node, (child) => visit(child, inside));
    };
    visit(root, false);
    return edits;
  }

  /** `this.db`, and `deps.db` where deps is an object literal that somebody passes. */
  #member(node: ts.PropertyAccessExpression, inFunction: boolean): string | undefined {
    const owner = unwrap(node.expression);
    if (owner.kind === ts.SyntaxKind.ThisKeyword) return inFunction ? undefined : this.#ownMember(node);
    if (!ts.isIdentifier(owner)) return undefined;
    const declaration = localSymbol(this.#program.checker, owner)?.valueDeclaration;
    if (declaration === undefined || !ts.isParameter(declaration) || this.#isInner(declaration))
      return undefined;
    const given = argumentFor(this.#program, declaration);
    const literal = given && unwrap(given);
    if (literal === undefined || !ts.isObjectLiteralExpression(literal)) return undefined;
    const property = propertyNamed(literal, node.name.text);
    return property === undefined ? undefined : this.#property(property);
  }

  #ownMember(node: ts.PropertyAccessExpression): string {
    const value = memberValue(this.#program, node);
    if (value === undefined) throw ownObject(this.#program, node);
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    return this.#valueNamed(value, node.name.text, value);
  }

  #property(property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): string {
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : property.name;
    if (ts.isIdentifier(value)) return this.#nameOf(value);
    return this.#names.get(property) ?? this.#valueNamed(property, property.name.getText(), value);
  }

  /** A constant of a name, unless the value comes down to one that is there already. */
  #valueNamed(key: ts.Symbol | ts.Node, wanted: string, value: ts.Expression): string {
    const text = this.text(value);
    const isName = ts.isIdentifier(unwrap(value)) || this.#taken.has(text);
    const name = isName ? text : this.#allocate(wanted);
    this.#names.set(key, name);
    if (isName) return name;
    this.#push(value, `const ${name} = ${text};`);
    this.values.push({ name, node: value });
    return name;
  }

  #nameOf(node: ts.Identifier): string {
    if (node.text === '__dirname' || node.text === '__filename') throw placeBound(node);
    const symbol = localSymbol(this.#program.checker, node);
    const declaration = symbol?.declarations?.[0];
    if (symbol === undefined || declaration === undefined || this.#isInner(declaration)) return node.text;
    const imported = importOf(declaration);
    if (imported !== undefined) return this.#import(node, symbol, imported);
    if (!this.#program.files.includes(declaration.getSourceFile())) return node.text;
    const known = this.#names.get(symbol);
    if (known !== undefined) return known;
    return this.#declared(node, symbol, declaration);
  }

  #isInner(declaration: ts.Node): boolean {
    return this.#roots.some((root) => isWithin(declaration, root));
  }

  #import(node: ts.Identifier, symbol: ts.Symbol, { imported, specifier }: ImportedName): string {
    const typeOnly = ts.isPartOfTypeNode(node);
    const module = moduleOf(this.#program, node.getSourceFile(), specifier);
    const file = fileBehind(this.#program, specifier);
    if (!typeOnly && file !== undefined) this.#mustBeQuiet(node, file);
    const known = this.#names.get(symbol);
    const name = known ?? this.#importedAs(module, imported) ?? this.#allocate(node.text);
    this.#names.set(symbol, name);
    this.#addImport({ module, imported, name, ...(typeOnly ? { typeOnly } : {}) });
    return name;
  }

  /** Several files may import the same thing. */
  #importedAs(module: string, imported: string): string | undefined {
    return this.imports.find((each) => each.module === module && each.imported === imported)?.name;
  }

  #addImport(added: ComposedImport): void {
    const same = (each: ComposedImport): boolean =>
      each.module === added.module && each.imported === added.imported && each.name === added.name;
    const index = this.imports.findIndex(same);
    if (index < 0) this.imports.push(added);
    else if (added.typeOnly !== true && this.imports[index]?.typeOnly === true) this.imports[index] = added;
  }

  #mustBeQuiet(node: ts.Node, file: ts.SourceFile): void {
    const server = serverBehind(this.#program, file);
    if (server === undefined) return;
    const path = this.#program.pathOf(server.file);
    throw new Unsliceable(
      node,
      `${node.getText()} comes from a file that loads ${path}`,
      `${path} starts a server when it is loaded: ${oneLine(server.statement)}`,
      `move ${node.getText()} into a file of its own that only declares things`,
    );
  }

  #declared(node: ts.Identifier, symbol: ts.Symbol, declaration: ts.Declaration): string {
    if (ts.isVariableDeclaration(declaration)) return this.#variable(node, symbol, declaration);
    if (ts.isBindingElement(declaration)) return this.#bindingElement(node, symbol, declaration);
    if (ts.isParameter(declaration)) return this.#parameter(symbol, declaration);
    if (isMovable(declaration)) return this.#declaration(node, symbol, declaration);
    throw unknownName(this.#program, node);
  }

  #variable(node: ts.Identifier, symbol: ts.Symbol, declaration: ts.VariableDeclaration): string {
    const value = assignedTo(this.#program, declaration, symbol);
    if (value === undefined) throw reassigned(this.#program, node);
    const name = this.#allocate(node.text);
    this.#names.set(symbol, name);
    const type =
      declaration.type === undefined || value !== declaration.initializer
        ? ''
        : `: ${this.text(declaration.type)}`;
    this.#push(value, `const ${name}${type} = ${this.text(value)};`);
    this.values.push({ name, node: declaration.name });
    this.#effects(symbol, name, declaration);
    return name;
  }

  #effects(symbol: ts.Symbol, name: string, declaration: ts.Node): void {
    for (const { statement, starts } of effectsOn(this.#program, symbol, declaration, this.#site)) {
      try {
        if (starts) this.#push(statement, `${this.text(statement).replace(/;$/, '')};`);
        else this.leftOut.push({ value: name, statement });
      } catch (error) {
        if (!(error instanceof Unsliceable)) throw error;
        this.leftOut.push({ value: name, statement });
      }
    }
  }

  /** `const { db } = openInfrastructure()` as a whole; `({ db }: Deps) => …` by what is passed. */
  #bindingElement(node: ts.Identifier, symbol: ts.Symbol, element: ts.BindingElement): string {
    const owner = element.parent.parent;
    const key = (element.propertyName ?? element.name).getText();
    if (ts.isParameter(owner) && ts.isObjectBindingPattern(element.parent)) {
      const given = argumentFor(this.#program, owner);
      const literal = given && unwrap(given);
      const property =
        literal && ts.isObjectLiteralExpression(literal) ? propertyNamed(literal, key) : undefined;
      if (property !== undefined) return this.#remember(symbol, this.#property(property));
      if (given === undefined) throw unknownName(this.#program, node);
      const whole = this.#names.get(owner) ?? this.#valueNamed(owner, `${key}Source`, given);
      return this.#remember(symbol, `${whole}.${key}`);
    }
    if (!ts.isVariableDeclaration(owner) || owner.initializer === undefined)
      throw unknownName(this.#program, node);
    const names = boundNames(owner.name);
    for (const each of names) {
      const bound = this.#program.checker.getSymbolAtLocation(each);
      if (bound === undefined || this.#taken.has(each.text)) throw unknownName(this.#program, each);
      this.#names.set(bound, this.#allocate(each.text));
    }
    this.#push(owner, `const ${owner.name.getText()} = ${this.text(owner.initializer)};`);
    for (const each of names) this.values.push({ name: each.text, node: each });
    return node.text;
  }

  #remember(symbol: ts.Symbol, name: string): string {
    this.#names.set(symbol, name);
    return name;
  }

  #parameter(symbol: ts.Symbol, parameter: ts.ParameterDeclaration): string {
    const value = argumentFor(this.#program, parameter);
    if (value === undefined) throw noCaller(this.#program, parameter);
    return this.#valueNamed(symbol, parameter.name.getText(), value);
  }

  /** Functions, classes, enums and types of the file: imported where that does nothing else, copied otherwise. */
  #declaration(node: ts.Identifier, symbol: ts.Symbol, declaration: Movable): string {
    const file = declaration.getSourceFile();
    const typeOnly = ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);
    const quiet =
      typeOnly || (effectsOf(file).length === 0 && serverBehind(this.#program, file) === undefined);
    if (isExported(declaration) && quiet) {
      const name = this.#allocate(node.text);
      const imported = isDefaultExport(declaration) ? 'default' : node.text;
      this.#addImport({
        module: `file:${this.#program.pathOf(file)}`,
        imported,
        name,
        ...(typeOnly ? { typeOnly } : {}),
      });
      return this.#remember(symbol, name);
    }
    if (this.#taken.has(node.text)) throw unknownName(this.#program, node);
    this.#remember(symbol, this.#allocate(node.text));
    const text = this.text(declaration).replace(/^(?:export\s+)?(?:default\s+)?/, '');
    this.#push(declaration, text);
    return node.text;
  }

  /** `import 'reflect-metadata'` and `dotenv.config()` belong to whatever is made in the file. */
  #carryEffects(file: ts.SourceFile): void {
    if (this.#effectFiles.has(file)) return;
    this.#effectFiles.add(file);
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement) && statement.importClause === undefined) {
        const specifier = statement.moduleSpecifier as ts.StringLiteral;
        const behind = fileBehind(this.#program, specifier);
        if (behind !== undefined && serverBehind(this.#program, behind) !== undefined) continue;
        this.#addImport({ module: moduleOf(this.#program, file, specifier), imported: '', name: '' });
      } else if (
        ts.isExpressionStatement(statement) &&
        /^(?:dotenv|config|env)\w*(?:\.\w+)?\(/i.test(statement.getText())
      ) {
        if (fromDotenv(this.#program, statement)) this.statements.push(`${this.text(statement.expression)};`);
      }
    }
  }

  #allocate(wanted: string): string {
    const base = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(wanted) ? wanted : 'value';
    let name = base;
    for (let n = 2; this.#taken.has(name); n += 1) name = `${base}${n}`;
    this.#taken.add(name);
    return name;
  }

  #push(node: ts.Node, text: string): void {
    if (this.statements.length >= maxStatements) {
      throw new Unsliceable(
        node,
        'more than 60 statements are part of it',
        'a composition root of that size would be a copy of the application',
        'write one function that makes it from a few values, export it, and call it in that place',
      );
    }
    this.statements.push(text);
  }
}

type Movable =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration;

const isMovable = (node: ts.Node): node is Movable =>
  ts.isFunctionDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isEnumDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node);

function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((each) => (ts.isBindingElement(each) ? boundNames(each.name) : []));
}

export const oneLine = (node: ts.Node): string => {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};
