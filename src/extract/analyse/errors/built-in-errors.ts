/** `Error` and its like of the language: name and message are sent, and come back as that class. */
import type { ts } from 'ts-morph';
import { placeOf } from '../../../analysis/places.ts';
import type { WireType } from '../../contract/model.ts';
import { note, type Session, type Spot } from '../session.ts';
import { intern } from '../types/intern.ts';

export const isBuiltInError = (name: string): boolean =>
  /^(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/.test(name);

/** As a value in data, whatever class of the service it was. */
export function readBuiltInError(session: Session, type: ts.Type, spot: Spot): WireType | undefined {
  if (!isBuiltInError(type.symbol.name)) return undefined;
  note(session, 'error-in-data', type, spot);
  return internBuiltInError(session, type, spot);
}

export function internBuiltInError(session: Session, type: ts.Type, spot: Spot): WireType {
  const { name } = type.symbol;
  return intern(session, type, name, spot, (inner) => ({
    kind: 'error',
    name,
    origin: { place: placeOf(session.program, inner.node), module: 'global', exported: true },
    error: {
      strategy: { by: 'revive' },
      fields: [{ name: 'name', type: { kind: 'string' }, presence: 'required' }],
      status: 422,
    },
  }));
}
