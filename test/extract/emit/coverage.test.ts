import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { emitProcess } from '../../../src/extract/emit/foreign/process.ts';
import { uncounted } from '../../../src/extract/emit/foreign/emit-foreign.ts';
import { payments } from './payments-contract.ts';

const process = emitProcess(payments, {
  composition: { imports: [], statements: [], expression: 'made', async: false },
  from: 'src/main.ts',
  port: 3100,
  specifiers: { codec: './codec.ts', rpc: './rpc.ts', host: '', module: '' },
});

/** What a coverage tool sees: the compiler drops comments of imports that it drops. */
const compiled = (text: string): string =>
  ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText;

describe('files that coverage should not count', () => {
  it.each([...process.keys()])('say so when they are compiled: %s', (file) => {
    expect(compiled(process.get(file) ?? '')).toContain('istanbul ignore file');
  });

  it('say so before an import of types alone', () => {
    expect(
      compiled(`${uncounted}\n// More.\n\nimport type { A } from './a';\nexport const a: A = 1;\n`),
    ).toContain(uncounted);
  });
});
