/** Classes whose instances are rows of a table: they are what a service works on, and none themselves. */
import { ts } from 'ts-morph';
import type { Program } from '../../analysis/program.ts';
import { symbolAt } from '../../analysis/symbols.ts';
import { decoratorsOf, importedFrom } from './wiring/container/files.ts';

const decorators = /^(?:Table|Entity|ChildEntity|ViewEntity|Schema|modelOptions)$/;
const bases = /^(?:Model|BaseEntity|BaseModel|Document|HydratedDocument)$/;
const libraries =
  /^(?:sequelize|sequelize-typescript|typeorm|objection|mongoose|@nestjs\/mongoose|@typegoose\/typegoose|@mikro-orm\/[\w-]+|@adonisjs\/lucid\/orm)$/;

/** The library that makes rows of a class, by its decorator or by what it extends. */
export function recordLibrary(
  program: Program,
  declaration: ts.Declaration,
  seen: ReadonlySet<ts.Declaration> = new Set(),
): string | undefined {
  if (!ts.isClassLike(declaration) || seen.has(declaration)) return undefined;
  const decorated = decoratorsOf(program, declaration).find(
    ({ name, specifier }) => decorators.test(name) && libraries.test(specifier ?? ''),
  );
  if (decorated !== undefined) return decorated.specifier;
  const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0]?.expression;
  if (base === undefined) return undefined;
  const origin = importedFrom(program, base);
  if (origin !== undefined && bases.test(origin.imported) && libraries.test(origin.specifier))
    return origin.specifier;
  const above = symbolAt(program.checker, base)?.declarations ?? [];
  return above.flatMap((each) => recordLibrary(program, each, new Set([...seen, declaration])) ?? [])[0];
}
