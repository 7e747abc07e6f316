/** Error classes of libraries that come back as what they were: what of an instance has to be sent for that. */
import type { ts } from 'ts-morph';
import { packageOf } from '../../../analysis/symbols.ts';
import type { Property } from '../../contract/model.ts';

interface LibraryError {
  readonly library: RegExp;
  readonly name: string;
  readonly fields: readonly Property[];
}

const known: readonly LibraryError[] = [
  {
    library: /^@nestjs\/common$/,
    name: 'HttpException',
    fields: [
      { name: 'response', type: { kind: 'json' }, presence: 'required', hidden: true },
      { name: 'status', type: { kind: 'number' }, presence: 'required', hidden: true },
    ],
  },
  {
    library: /^@hapi\/boom$/,
    name: 'Boom',
    fields: [
      { name: 'isBoom', type: { kind: 'boolean' }, presence: 'required' },
      { name: 'isServer', type: { kind: 'boolean' }, presence: 'required' },
      { name: 'output', type: { kind: 'json' }, presence: 'required' },
      { name: 'data', type: { kind: 'json' }, presence: 'optional' },
    ],
  },
];

/** The fields of the library's class that an error class is or extends; nothing where it is of no known library. */
export function libraryFields(checker: ts.TypeChecker, type: ts.Type): readonly Property[] | undefined {
  const symbol = type.symbol as ts.Symbol | undefined;
  const library = symbol && packageOf(symbol);
  const found =
    library === undefined
      ? undefined
      : known.find((each) => each.name === symbol?.name && each.library.test(library));
  if (found !== undefined) return found.fields;
  if (!type.isClassOrInterface()) return undefined;
  for (const base of checker.getBaseTypes(type)) {
    const above = libraryFields(checker, base);
    if (above !== undefined) return above;
  }
  return undefined;
}
