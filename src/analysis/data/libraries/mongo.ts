/** MongoDB, with Mongoose and without: collections by their models or by name. */
import { asType, chainOf, memberCall, type Knowledge } from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import { tableNamed } from '../table-index.ts';
import { unwrap } from '../../symbols.ts';
import { ts } from 'ts-morph';
import { modelCalled, type Found, type LibraryReader } from './reader.ts';

const reads =
  /^(?:find(?:One|ById|Cursor)?|aggregate|count(?:Documents)?|estimatedDocumentCount|distinct|exists|watch|where)$/;
const writes =
  /^(?:insert(?:One|Many)?|create|save|update(?:One|Many)?|replaceOne|delete(?:One|Many)|remove|bulk(?:Write|Save)|find(?:One|ById)And(?:Update|Delete|Replace|Remove)|drop|createIndex)$/;

const kindOf = (name: string): AccessKind | undefined =>
  reads.test(name) ? 'read' : writes.test(name) ? 'write' : undefined;

const models = new Set([
  'Model',
  'PaginateModel',
  'AggregatePaginateModel',
  'SoftDeleteModel',
  'ReturnModelType',
]);

export const mongooseReader: LibraryReader = {
  library: 'mongoose',
  read(node, known) {
    const member = memberCall(node);
    const kind = member && kindOf(member.name);
    if (member === undefined || kind === undefined) return undefined;
    const type = asType(known.typeOf(member.on), models);
    const usesMongoose = [...known.imports].some((module) => /mongoose/.test(module));
    if (type !== undefined && usesMongoose) return [{ table: collectionOf(type.of[0], known), kind }];
    const model = ts.isIdentifier(member.on)
      ? modelCalled(known, member.on.text, known.exportedName(member.on) ?? '', 'mongoose')
      : undefined;
    return model && /^[A-Z]/.test(model.name) ? [{ table: model.table, kind }] : undefined;
  },
};

const collectionOf = (name: string | undefined, known: Knowledge): string | undefined =>
  name === undefined
    ? undefined
    : (tableNamed(known.tables, name, 'mongoose')?.table ?? name.replace(/Document$/, ''));

export const mongodbReader: LibraryReader = {
  library: 'mongodb',
  read(node, known) {
    const member = memberCall(node);
    const kind = member && kindOf(member.name);
    if (member === undefined || kind === undefined) return undefined;
    const named = chainOf(member.on).find(({ name }) => name === 'collection');
    if (named !== undefined && chainOf(member.on)[0] === named)
      return inCollection(named.call.arguments[0], kind, known);
    const first = chainOf(member.on)[0];
    if (first?.name === 'collection') return inCollection(first.call.arguments[0], kind, known);
    const type = known.typeOf(member.on);
    return type?.name === 'Collection' ? [{ table: collectionName(type.of[0], known), kind }] : undefined;
  },
};

function inCollection(argument: ts.Expression | undefined, kind: AccessKind, known: Knowledge): Found[] {
  return [{ table: argument && known.textOf(unwrap(argument)), kind }];
}

/** `Collection` made by `.collection('users')` carries that name; typed as `Collection<User>` it only has the model's. */
const collectionName = (of: string | undefined, known: Knowledge): string | undefined =>
  of === undefined || /^(?:any|Document|unknown|T)$/.test(of)
    ? undefined
    : (tableNamed(known.tables, of)?.table ?? of);
