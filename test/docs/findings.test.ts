import { describe, expect, it } from 'vitest';
import { usageCatalogue } from '../../src/diagnostics/catalogue/usage.ts';
import {
  diagnostic,
  diagnosticCodes,
  wordingOf,
  type Diagnostic,
  type DiagnosticCode,
} from '../../src/diagnostics/index.ts';
import { questionIds } from '../../src/decision/index.ts';
import { codeIn, documentAt, firstCells } from './documents.ts';

const reference = documentAt('docs/guide/reference.md');

/** Any argument, as a text or as a list: an entry takes either, so one of the two words it. */
const anything = (value: unknown): never => new Proxy({}, { get: () => value }) as never;
const findings = (code: DiagnosticCode): Diagnostic[] =>
  [anything('sample'), anything(['sample'])].map((args) => diagnostic(code, args));

function words(finding: Diagnostic): readonly string[] {
  try {
    return Object.values(wordingOf(finding)).filter((text) => typeof text === 'string');
  } catch {
    return [];
  }
}

const labels = { refuse: 'refused', error: 'error', warning: 'warning', info: 'note' } as const;
const labelOf = (code: DiagnosticCode): string =>
  code in usageCatalogue ? 'called wrongly' : labels[diagnostic(code, anything('')).level];

describe('every finding', () => {
  it.each(diagnosticCodes)('%s says what, why and what to try', (code) => {
    const worded = findings(code)
      .map(words)
      .filter((texts) => texts.length === 3);
    expect(worded.length).toBeGreaterThan(0);
    for (const texts of worded) expect(texts.every((text) => text.trim().length > 3)).toBe(true);
  });

  it('is in the reference with its level, and no other is', () => {
    const rows = [...reference.text.matchAll(/^\| ([a-z ]+?) +\| (`.*`) +\|$/gm)];
    const written = Object.fromEntries(
      rows.map(([, label = '', codes = '']) => [label, codes.match(/[a-z-]+/g)]),
    );
    for (const label of [...Object.values(labels), 'called wrongly']) {
      expect(written[label], label).toEqual(diagnosticCodes.filter((code) => labelOf(code) === label));
    }
  });
});

describe('every question', () => {
  it('is in the reference', () => {
    const keys = firstCells(reference, 'Answers');
    expect(keys.filter((key) => /^[A-Z]/.test(key))).toEqual(questionIds);
    expect(codeIn(reference)).toContain('architecture');
  });
});
