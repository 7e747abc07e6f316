/** State of a module that both sides use, and events that do not leave the process. */
import { ts } from 'ts-morph';
import { isAside, lastName, memberCall } from '../../../analysis/data/index.ts';
import { placeFor, placeOf } from '../../../analysis/places.ts';
import { nameOfPlace, symbolAt, walk, type FunctionNode } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Inspected } from '../inspected.ts';
import { mayBeWrittenBy, rootOf, writtenBy } from '../callers/mutations.ts';
import { pictureOf } from '../data/picture.ts';
import { isOfModule } from './written-state.ts';

export function sharedStateFindings(inspected: Inspected): Diagnostic[] {
  const { program } = inspected;
  const used = stateUsedInside(inspected);
  const found: Diagnostic[] = [];
  for (const [symbol, { node, title }] of used) {
    const others = usesOutside(inspected, symbol);
    const [first] = others;
    if (first === undefined || !isChanged(inspected, symbol)) continue;
    const declaration = symbol.valueDeclaration ?? node;
    const args = {
      state: symbol.name,
      file: placeOf(program, declaration).file,
      method: title,
      others: first,
    };
    found.push(diagnostic('shared-module-state', args, { place: placeFor(program, node, title) }));
  }
  return found;
}

/** Variables of modules that hold something changeable, by their symbols. */
function stateUsedInside(inspected: Inspected): Map<ts.Symbol, { node: ts.Node; title: string }> {
  const found = new Map<ts.Symbol, { node: ts.Node; title: string }>();
  for (const { title, reached } of pictureOf(inspected).methods) {
    for (const function_ of reached.keys()) {
      walk(function_.body, (node) => {
        const symbol = ts.isIdentifier(node) ? stateAt(inspected, node) : undefined;
        if (symbol !== undefined && !found.has(symbol)) found.set(symbol, { node, title });
      });
    }
  }
  return found;
}

const changeable =
  /^new (?:Map|Set|WeakMap|WeakSet|Array|LRUCache|LRU|NodeCache|Cache|TTLCache|QuickLRU)\b|^\[|^\{|^(?:\d|true|false|null|undefined|'|")/;

/** A variable of a module that is a container, or that is assigned again. */
function stateAt({ program }: Inspected, node: ts.Identifier): ts.Symbol | undefined {
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return undefined;
  const symbol = symbolAt(program.checker, node);
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration))
    return undefined;
  const file = declaration.getSourceFile();
  if (file.isDeclarationFile || !isOfModule(declaration)) return undefined;
  const isLet = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0;
  return isLet || changeable.test(declaration.initializer?.getText() ?? '') ? symbol : undefined;
}

/** Where a variable may be used: its own file, and where it is exported, those that mention it. */
function filesOf({ program }: Inspected, { valueDeclaration, name }: ts.Symbol): readonly ts.SourceFile[] {
  const own = valueDeclaration?.getSourceFile();
  if (own === undefined) return [];
  const statement = valueDeclaration?.parent.parent;
  const direct =
    statement !== undefined && ts.isVariableStatement(statement) && statement.modifiers !== undefined;
  const isExported =
    direct ||
    new RegExp(`export\\s*(?:default\\s+${name}\\b|\\{[^}]*\\b${name}\\b)|\\bexports\\b`).test(own.text);
  return isExported ? program.files.filter((file) => file.text.includes(name)) : [own];
}

/** Functions outside that use a variable, by name: code that only the implementation runs does not count. */
function usesOutside(inspected: Inspected, symbol: ts.Symbol): string[] {
  const { program, target } = inspected;
  const own = pictureOf(inspected).inside.reached;
  const found: string[] = [];
  for (const file of filesOf(inspected, symbol)) {
    if (isAside(program.pathOf(file))) continue;
    walk(file, (node) => {
      if (!ts.isIdentifier(node) || node.text !== symbol.name || found.length > 0) return;
      const owner = around(node);
      const isOwn = owner === undefined || own.has(owner) || target.inside(node);
      if (!isOwn && symbolAt(program.checker, node) === symbol) found.push(nameOfPlace(program, node));
    });
  }
  return found;
}

function around(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (ts.isFunctionLike(at) && 'body' in at && at.body !== undefined) return at as FunctionNode;
  return undefined;
}

/** Written somewhere: a table of constants is no state. */
function isChanged(inspected: Inspected, symbol: ts.Symbol): boolean {
  const { program } = inspected;
  let changed = false;
  for (const file of filesOf(inspected, symbol)) {
    if (changed) continue;
    walk(file, (node) => {
      const written = changed ? undefined : mayBeWrittenBy(node);
      const root = written && rootOf(written).root;
      if (root !== undefined && ts.isIdentifier(root) && root.text === symbol.name)
        changed =
          symbolAt(program.checker, root) === symbol &&
          around(node) !== undefined &&
          writtenBy(program.checker, node) !== undefined;
      return !changed;
    });
  }
  return changed;
}

const fires =
  /^(?:emit|emitAsync|emitEvent|dispatch|dispatchEvent|publish|publishAll|publishEvents|dispatchEventsForAggregate|markAggregateForDispatch)$/;
const emitters =
  /^(?:EventEmitter2?|EventEmitterAsyncResource|Emittery|Emitter|EventTarget|EventBus|DomainEvents|EventDispatcher|Subject|BehaviorSubject|TypedEmitter)$/;

export function eventFindings(inspected: Inspected): Diagnostic[] {
  const { program } = inspected;
  return pictureOf(inspected).methods.flatMap(({ title, reached }) => {
    const found = new Map<string, Diagnostic>();
    for (const function_ of reached.keys()) {
      walk(function_.body, (node) => {
        const event = firedAt(inspected, node);
        if (event === undefined || found.has(event)) return;
        const listener = listenerTo(inspected, event);
        const args = { method: title, event, ...(listener === undefined ? {} : { listeners: listener }) };
        found.set(
          event,
          diagnostic('events-stay-in-process', args, { place: placeFor(program, node, title) }),
        );
      });
    }
    return [...found.values()];
  });
}

/** The event that a call fires on an emitter of the process. */
function firedAt({ program }: Inspected, node: ts.Node): string | undefined {
  const member = memberCall(node);
  if (member === undefined || !fires.test(member.name)) return undefined;
  const type = program.checker.getTypeAtLocation(member.on);
  const names = [
    type.symbol?.name ?? '',
    ...(type.isClassOrInterface() ? (program.checker.getBaseTypes(type) ?? []) : []).map(
      ({ symbol }) => symbol?.name ?? '',
    ),
  ];
  if (!names.some((name) => emitters.test(name)) && !emitters.test(lastName(member.on) ?? ''))
    return undefined;
  const [first] = member.call.arguments;
  if (first !== undefined && ts.isNewExpression(first)) return first.expression.getText();
  const isName =
    first !== undefined && (ts.isStringLiteralLike(first) || ts.isPropertyAccessExpression(first));
  return isName
    ? first.getText()
    : `${lastName(member.on) ?? 'an emitter'}.${member.name}(${first?.getText().slice(0, 30) ?? ''})`;
}

const listens = /^(?:on|once|addListener|addEventListener|subscribe|register|OnEvent|EventsHandler)$/;

/** Code outside that listens to the event, by what the event is called. */
function listenerTo({ program, target }: Inspected, event: string): string | undefined {
  const name =
    event
      .replace(/^['"`]|['"`]$/g, '')
      .split(/[.(]/)
      .at(-1) ?? event;
  for (const file of program.files) {
    if (!file.text.includes(name) || isAside(program.pathOf(file))) continue;
    let found: string | undefined;
    walk(file, (node) => {
      if (found !== undefined || !ts.isCallExpression(node) || !listens.test(lastName(node.expression) ?? ''))
        return;
      const [first] = node.arguments;
      if (first?.getText().includes(name) === true && !target.inside(node))
        found = nameOfPlace(program, node);
    });
    if (found !== undefined) return found;
  }
  return undefined;
}
