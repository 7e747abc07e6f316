import { describe, expect, it } from 'vitest';
import { formatType } from '../../src/cli/render/inspect/wire-form.ts';
import type { WireType } from '../../src/extract/contract/index.ts';

const object = (...names: readonly (readonly [string, WireType])[]): WireType => ({
  kind: 'object',
  properties: names.map(([name, type]) => ({ name, type, presence: 'required' })),
});
const text: WireType = { kind: 'string' };
const inside = object(['deep', object(['deeper', object(['deepest', text])])]);

describe('a type for people', () => {
  it.each<readonly [WireType, string]>([
    [object(), '{}'],
    [object(['a', text], ['b', { kind: 'array', element: text }]), '{ a: string; b: string[] }'],
    [inside, '{ deep: { deeper: { … } } }'],
    [
      { kind: 'array', element: { kind: 'nullable', type: inside } },
      '({ deep: { deeper: { … } } } | null)[]',
    ],
    [
      object(['a', text], ['b', text], ['c', text], ['d', text], ['e', text]),
      '{ a: string; b: string; c: string; d: string; … }',
    ],
  ])('%#: %j', (type, printed) => {
    expect(formatType(type)).toBe(printed);
  });
});
