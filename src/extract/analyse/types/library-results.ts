/** Results of libraries, made again by the constructors that the library exports; and words for those that have none. */
import type { ts } from 'ts-morph';
import { packageOf } from '../../../analysis/symbols.ts';
import type { WireType } from '../../contract/model.ts';
import { below, refuseType, type Session, type Spot } from '../session.ts';
import { intern } from './intern.ts';
import { readProperty } from './properties.ts';

interface LibraryResult {
  readonly library: string;
  readonly name: string;
  /** The field that holds what the constructor takes. */
  readonly field: string;
}

const known: readonly LibraryResult[] = [
  { library: 'neverthrow', name: 'Ok', field: 'value' },
  { library: 'neverthrow', name: 'Err', field: 'error' },
];

const withoutConstructor = /^(?:true-myth|oxide\.ts|ts-results(?:-es)?|effect|@badrap\/result)$/;

/** A known result, or a refusal in the words that fit it; nothing for any other class. */
export function readLibraryResult(session: Session, type: ts.Type, spot: Spot): WireType | undefined {
  const symbol = type.symbol as ts.Symbol | undefined;
  const library = symbol && packageOf(symbol);
  if (symbol === undefined || library === undefined) return undefined;
  const found = known.find((each) => each.library === library && each.name === symbol.name);
  if (found === undefined) {
    if (!withoutConstructor.test(library)) return undefined;
    const reason = `${library} keeps to itself how its results are made`;
    return refuseType(session, 'library-result', type, spot, reason);
  }
  const { name, origin } = session.origins.find(symbol);
  if (!origin.exported)
    return refuseType(session, 'class-not-revivable', type, spot, `no file imports it from ${library}`);
  const property = type.getProperty(found.field);
  if (property === undefined)
    return refuseType(session, 'class-not-revivable', type, spot, `it has no ${found.field}`);
  return intern(session, type, name, spot, (inner) => ({
    kind: 'class',
    name,
    origin,
    strategy: { by: 'constructor', parameters: [found.field] },
    fields: readProperty(session, property, inner),
    // A class has the type of `this` after its own parameters.
    arguments: session.checker
      .getTypeArguments(type as ts.TypeReference)
      .slice(0, 2)
      .map((each) => session.read(each, below(inner, '<>'))),
  }));
}

/** What a method that returns the asynchronous form could return instead. */
export function plainFormOf({ symbol }: ts.Type): string | undefined {
  if (symbol === undefined || symbol.name !== 'ResultAsync' || packageOf(symbol) !== 'neverthrow')
    return undefined;
  return 'Promise<Result<…>>, which is awaited alike; callers that chain wrap it: new ResultAsync(…)';
}
