/** Composition roots often say nothing of a port but the name of a function: such files are loaded too. */
import { ts } from 'ts-morph';
import type { OpenedCodebase } from '../../../analysis/codebase/index.ts';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody } from '../../../analysis/symbols.ts';
import { isTest } from '../options.ts';
import { creationsOf } from './creation/places.ts';
import type { WiringRequest } from './model.ts';

/** Names like `main` are everywhere; more files than this are not worth it. */
const maxFiles = 150;

/** The program with every file that may make the port, or call the function that does. */
export function programForWiring(opened: OpenedCodebase, request: Omit<WiringRequest, 'program'>): Program {
  const made = filesFor(opened, [
    request.port.name,
    ...request.port.implementations.map(({ name }) => name).filter((name) => name !== 'object'),
  ]);
  const first = load(opened, opened.program, made);
  const functions = new Set(creationsOf({ ...request, program: first }).flatMap(namesAround));
  return load(opened, first, [...made, ...filesFor(opened, [...functions])]);
}

function load(opened: OpenedCodebase, program: Program, files: readonly string[]): Program {
  return files.every((file) => program.file(file) !== undefined) ? program : opened.load({ entries: files });
}

function filesFor(opened: OpenedCodebase, names: readonly string[]): string[] {
  const files = names.flatMap((name) => {
    const found = opened.filesMentioning(name).filter((file) => !isTest(file));
    return found.length > maxFiles ? [] : found;
  });
  return [...new Set(files)];
}

/** The functions and classes that an expression stands in, from inside out. */
function namesAround(node: ts.Node): string[] {
  const names: string[] = [];
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent) {
    const name = isFunctionWithBody(at) || ts.isClassLike(at) ? (at.name ?? variableOf(at)) : undefined;
    if (name !== undefined) names.push(name.getText());
  }
  return names;
}

const variableOf = ({ parent }: ts.Node): ts.Node | undefined =>
  ts.isVariableDeclaration(parent) ? parent.name : undefined;
