import { ts } from 'ts-morph';
import type { WireType } from '../../contract/model.ts';
import { note, type Session, type Spot } from '../session.ts';

const placeholders: readonly (readonly [ts.TypeFlags, string])[] = [
  [ts.TypeFlags.String, '[\\s\\S]*'],
  [ts.TypeFlags.Number, '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:e[+-]?\\d+)?'],
  [ts.TypeFlags.BigInt, '-?(?:0|[1-9]\\d*)'],
];

/** A template literal type as an anchored regular expression that needs no backtracking; else only "a string" is checked. */
export function readTemplate(session: Session, type: ts.Type, spot: Spot): WireType {
  const pattern =
    type.flags & ts.TypeFlags.TemplateLiteral ? patternOf(type as ts.TemplateLiteralType) : undefined;
  if (pattern !== undefined) return { kind: 'template', pattern, text: session.checker.typeToString(type) };
  note(session, 'template-not-checked', type, spot);
  return { kind: 'template', pattern: '^[\\s\\S]*$', text: session.checker.typeToString(type) };
}

function patternOf({ texts, types }: ts.TemplateLiteralType): string | undefined {
  const parts = types.map((type) => placeholders.find(([flag]) => type.flags & flag)?.[1]);
  if (parts.some((part) => part === undefined)) return undefined;
  // Between two strings without a separator, where one ends and the next begins is open.
  const open = types.filter((type) => type.flags & ts.TypeFlags.String).length;
  if (open > 1 || texts.slice(1, -1).includes('')) return undefined;
  const body = texts.map((text, index) => escape(text) + (parts[index] ?? '')).join('');
  return `^${body}$`;
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
