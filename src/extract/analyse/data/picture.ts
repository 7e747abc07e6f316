/** Which tables the implementation touches and how it comes to them, and which the rest of the project touches. */
import { ts } from 'ts-morph';
import {
  isAside,
  knowByChecker,
  lineOf,
  nodeAccesses,
  readProjectData,
  type Knowledge,
  type NodeAccess,
  type ProjectData,
  type TableAccess,
  type UnknownAccess,
} from '../../../analysis/data/index.ts';
import { placeOf } from '../../../analysis/places.ts';
import { isFunctionWithBody, nameOfPlace, walk, type FunctionNode } from '../../../analysis/symbols.ts';
import type { Inspected } from '../inspected.ts';
import { isBelow } from '../options.ts';
import { openReach, ownerOf, wayTo, type Reach, type Reached } from './reach.ts';
import { tableOfField } from './table-fields.ts';

export interface MethodData {
  /** `Payments.charge` */
  readonly title: string;
  readonly reached: Reached;
  readonly accesses: readonly TableAccess[];
  readonly unknown: readonly UnknownAccess[];
}

export interface DataPicture {
  readonly project: ProjectData;
  readonly reach: Reach;
  readonly methods: readonly MethodData[];
  /** Everything that moves with the port, workers and helpers included. */
  readonly inside: MethodData;
  /** Access by code that stays, or by code of both sides that is called from what stays. */
  readonly outside: readonly TableAccess[];
}

const pictures = new WeakMap<object, DataPicture>();

export function pictureOf(inspected: Inspected): DataPicture {
  const before = pictures.get(inspected.methods);
  if (before !== undefined) return before;
  const picture = draw(inspected);
  pictures.set(inspected.methods, picture);
  return picture;
}

function draw(inspected: Inspected): DataPicture {
  const { callees, infrastructure, methods, port, program } = inspected;
  const project = inspected.data ?? fromProgram(inspected);
  const reach = openReach(callees, (each) => isBelow(program.pathOf(each.getSourceFile()), infrastructure));
  const found = accessFinder(inspected, project);
  const dataFrom = (title: string, roots: readonly FunctionNode[]): MethodData => {
    const reached = reach.from(roots);
    const each = [...reached.keys()].flatMap((function_) =>
      found(function_).map((access) => ({ access, function_ })),
    );
    return { title, reached, ...split(inspected, title, reached, each) };
  };
  const inside = dataFrom(port.name, insideFunctions(inspected));
  return {
    project,
    reach,
    methods: methods.map(({ title, bodies }) => dataFrom(title, bodies)),
    inside,
    outside: outsideOf(inspected, project, inside),
  };
}

/** Without a view of the whole project, what was loaded of it. */
function fromProgram({ program }: Inspected): ProjectData {
  const files = program.files.map((file) => program.pathOf(file));
  return readProjectData({ files, read: (path) => program.file(path)?.text });
}

function insideFunctions({ program, target, methods }: Inspected): FunctionNode[] {
  const found = new Set(methods.flatMap(({ bodies }) => bodies));
  for (const file of program.files) {
    if (isAside(program.pathOf(file))) continue;
    walk(file, (node) => {
      if (isFunctionWithBody(node) && target.inside(node)) found.add(node);
    });
  }
  return [...found];
}

/** The operations of one function; what is written in one that it calls belongs to that. */
function accessFinder(
  { program }: Inspected,
  project: ProjectData,
): (of: FunctionNode) => readonly NodeAccess[] {
  const knowledge = new Map<ts.SourceFile, Knowledge>();
  const known = new Map<FunctionNode, readonly NodeAccess[]>();
  return (function_) => {
    const before = known.get(function_);
    if (before !== undefined) return before;
    const file = function_.getSourceFile();
    const ofFile = knowledge.get(file) ?? knowByChecker(program, file, project.tables);
    knowledge.set(file, ofFile);
    const found = nodeAccesses(function_, ofFile, file).filter(({ node }) => ownerOf(node) === function_);
    known.set(function_, found);
    return found;
  };
}

function split(
  inspected: Inspected,
  title: string,
  reached: Reached,
  found: readonly { access: NodeAccess; function_: FunctionNode }[],
): Pick<MethodData, 'accesses' | 'unknown'> {
  const { program } = inspected;
  const accesses: TableAccess[] = [];
  const unknown: UnknownAccess[] = [];
  for (const { access, function_ } of found) {
    const { library, node, kind } = access;
    const names = wayTo(reached, function_).map((each) => nameOfPlace(program, each));
    const via = names[0] === title || title === inspected.port.name ? names : [title, ...names];
    const place = placeOf(program, node);
    const tables = access.table === undefined ? tableOfField(inspected, node, reached) : [access.table];
    if (tables.length === 0) unknown.push({ kind, library, place, text: lineOf(node), via });
    accesses.push(...tables.map((table) => ({ table, kind, library, place, via })));
  }
  return { accesses, unknown };
}

/** Every operation of the project that is not the implementation's alone. */
function outsideOf({ program, target }: Inspected, project: ProjectData, inside: MethodData): TableAccess[] {
  const own = new Set([...inside.reached.keys()].map((each) => rangeOf(each)));
  const ownRanges = new Map<string, { start: number; end: number }[]>();
  for (const range of own) ownRanges.set(range.file, [...(ownRanges.get(range.file) ?? []), range]);
  return [...project.files].flatMap(([path, { accesses }]) => {
    if (isAside(path)) return [];
    const ranges = ownRanges.get(`${program.root}/${path}`) ?? [];
    const file = program.file(path);
    return accesses.filter(({ place }) => {
      if (file === undefined) return true;
      const at = file.getPositionOfLineAndCharacter(place.line - 1, place.column - 1);
      return !ranges.some(({ start, end }) => start <= at && at < end) && !isInside(file, at, target);
    });
  });
}

function rangeOf(function_: FunctionNode): { file: string; start: number; end: number } {
  return { file: function_.getSourceFile().fileName, start: function_.getFullStart(), end: function_.end };
}

function isInside(file: ts.SourceFile, at: number, { inside }: Inspected['target']): boolean {
  let node: ts.Node = file;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, (each) =>
      each.pos <= at && at < each.end ? each : undefined,
    );
    if (child === undefined) return inside(node);
    node = child;
  }
}
