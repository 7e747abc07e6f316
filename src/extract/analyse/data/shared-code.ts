/**
 * Code of both sides: a repository that the implementation calls may be called by others too. Files that were not loaded are
 * judged by their texts: they name the class and call a method of that name.
 */
import { ts } from 'ts-morph';
import { isAside, type TableAccess } from '../../../analysis/data/index.ts';
import { nameOfFunction, walk, type FunctionNode } from '../../../analysis/symbols.ts';
import type { Inspected } from '../inspected.ts';
import { ownerOf } from './reach.ts';
import type { DataPicture } from './picture.ts';

/** Accesses by reached code that does not move, once more for each file outside that calls it. */
export function usesOfShared(inspected: Inspected, picture: DataPicture): TableAccess[] {
  const shared = sharedFunctions(inspected, picture);
  if (shared.length === 0) return [];
  const own = new Set(
    [...picture.inside.reached.keys()].map((each) => inspected.program.pathOf(each.getSourceFile())),
  );
  return picture.project.paths
    .filter((path) => !own.has(path) && !isAside(path))
    .flatMap((path) => usesIn(path, picture.project.read(path) ?? '', shared));
}

interface SharedFunction {
  /** Names that a user of it has to mention: the class, or the interfaces that it implements. */
  readonly holders: readonly string[];
  readonly name: string;
  readonly title: string;
  /** Whether a text names one of the holders and calls a method of that name. */
  isUsedIn(text: string): boolean;
  readonly accesses: readonly TableAccess[];
}

/** Reached functions outside the port that lead to data, with the tables behind them. */
function sharedFunctions({ target, program }: Inspected, { reach, inside }: DataPicture): SharedFunction[] {
  const byPlace = new Map(
    inside.accesses.map((each) => [
      `${each.place.file}:${each.place.line}:${each.place.column} ${each.table} ${each.kind}`,
      each,
    ]),
  );
  return [...inside.reached.keys()].flatMap((function_) => {
    const holder = function_.parent;
    if (
      target.inside(function_) ||
      !ts.isMethodDeclaration(function_) ||
      !ts.isClassLike(holder) ||
      holder.name === undefined
    )
      return [];
    const below = new Set(reach.from([function_]).keys());
    const accesses = [...byPlace.values()].filter(({ place }) =>
      isWithin(program.file(place.file), place, below),
    );
    if (accesses.length === 0) return [];
    const interfaces = (holder.heritageClauses ?? []).flatMap(({ types }) =>
      types.map(({ expression }) => expression.getText()),
    );
    const names = [holder.name.text, ...interfaces].filter((name) => !generic.test(name));
    return [
      {
        holders: names,
        name: function_.name.getText(),
        isUsedIn: useOf(names, function_.name.getText()),
        title: `${holder.name.text}.${function_.name.getText()}`,
        accesses,
      },
    ];
  });
}

/** Bases that say nothing of which class is meant. */
const generic =
  /^(?:Base\w*|Abstract\w*|Repository|Repo|Store|Mapper|I?Repository|OnModule\w+|Injectable)$|Base$/;

function isWithin(
  file: ts.SourceFile | undefined,
  { line, column }: TableAccess['place'],
  functions: ReadonlySet<FunctionNode>,
): boolean {
  if (file === undefined) return false;
  const at = file.getPositionOfLineAndCharacter(line - 1, column - 1);
  return [...functions].some(
    (each) => each.getSourceFile() === file && each.getStart(file) <= at && at < each.end,
  );
}

function usesIn(path: string, text: string, shared: readonly SharedFunction[]): TableAccess[] {
  const found = shared.filter(({ isUsedIn }) => isUsedIn(text));
  if (found.length === 0) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return found.flatMap(({ name, title, holders, accesses }) => {
    const call = callNamed(file, name, holders);
    if (call === undefined) return [];
    const { line, character } = file.getLineAndCharacterOfPosition(call.getStart(file));
    const place = { file: path, line: line + 1, column: character + 1 };
    const owner = ownerOf(call);
    const caller = (owner && nameOfFunction(owner)) ?? path;
    return accesses.map((each) => ({ ...each, place, via: [caller, title] }));
  });
}

function useOf(holders: readonly string[], name: string): (text: string) => boolean {
  const words = holders.map((each) => [each, new RegExp(`(?<![\\w$])${escaped(each)}(?![\\w$])`)] as const);
  const call = new RegExp(`\\.\\s*${escaped(name)}\\s*[(<]`);
  return (text) =>
    words.some(([each, word]) => text.includes(each) && word.test(text)) &&
    text.includes(name) &&
    call.test(text);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A call of the method on something that is called after the class: `this.userRepository.save(…)`, `userRepo.save(…)`. */
function callNamed(file: ts.SourceFile, name: string, holders: readonly string[]): ts.Node | undefined {
  const fields = namesTyped(file, new Set(holders));
  let found: ts.Node | undefined;
  walk(file, (node) => {
    if (found !== undefined || !ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
      return;
    const { expression, name: called } = node.expression;
    if (called.text !== name) return;
    const receiver = /(\w+)\W*$/.exec(expression.getText())?.[1] ?? '';
    if (fields.has(receiver)) found = node;
  });
  return found;
}

/** Parameters, fields and variables that are declared with one of the types, or made from the class. */
function namesTyped(file: ts.SourceFile, types: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  walk(file, (node) => {
    const typed =
      ts.isParameter(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isPropertySignature(node) ||
      ts.isVariableDeclaration(node);
    if (!typed || !ts.isIdentifier(node.name)) return;
    const type = node.type?.getText() ?? '';
    const made =
      'initializer' in node && node.initializer !== undefined && ts.isNewExpression(node.initializer)
        ? node.initializer.expression.getText()
        : '';
    if (types.has(type.replace(/<.*$/s, '').trim()) || types.has(made)) found.add(node.name.text);
  });
  for (const each of types) found.add(each);
  return found;
}
