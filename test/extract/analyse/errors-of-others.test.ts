/** Error classes as other codebases declare them. */
import { describe, expect, it } from 'vitest';
import { inspectForeign, methodOf } from './types/foreign-probe.ts';

const report = inspectForeign({
  files: {
    'src/not-found.ts': `export default class NotFoundError extends Error {
  readonly #secret: string;
  constructor(secret: string) { super(secret); this.#secret = secret.trim(); }
}`,
    'src/gone.ts': 'export default class GoneError extends Error {}',
    'node_modules/http-errors/index.d.ts': `export interface HttpError<N extends number = number> extends Error { status: N; expose: boolean }
export declare function createError<N extends number>(status: N, message: string): HttpError<N>;`,
    'src/probe.ts': `import { createError } from 'http-errors';
import { ResponseError } from 'not-installed';
import NotFoundError from './not-found.js';
import GoneError from './gone.js';
class ScriptError extends ResponseError {}
export class Probe {
  async hidden(): Promise<void> { throw new NotFoundError('x'); }
  async gone(): Promise<void> { throw new GoneError('x'); }
  async unknown(): Promise<void> { throw new ScriptError(); }
  async text(): Promise<void> { throw 'text'; }
  async made(): Promise<void> { throw createError(404, 'no such thing'); }
}`,
  },
  kind: 'class',
});

const said = (name: string) =>
  methodOf(report, name)
    .findings.filter(({ code }) => /error/.test(code))
    .map(({ code, args }) => [code, (args as { error?: string }).error]);

describe('error classes', () => {
  it('go by the name that they are declared with, not by default', () => {
    expect(said('hidden')).toContainEqual(['error-not-revivable', 'NotFoundError']);
    const [gone] = Object.values(report.contract.types).flatMap((type) =>
      type.kind === 'error' ? [type] : [],
    );
    expect(gone).toMatchObject({ name: 'GoneError', error: { status: 410 } });
  });

  it('may be made by a function of a library', () => {
    expect(said('made')).toContainEqual(['library-error-thrown', 'HttpError']);
    expect(said('made').map(([code]) => code)).not.toContain('non-error-throw');
  });

  it('are not said to be no errors where what they extend is not installed', () => {
    expect(said('unknown').map(([code]) => code)).not.toContain('non-error-throw');
    expect(said('text').map(([code]) => code)).toContain('non-error-throw');
  });
});
