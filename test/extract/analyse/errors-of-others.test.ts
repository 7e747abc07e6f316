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
    'src/probe.ts': `import { ResponseError } from 'not-installed';
import NotFoundError from './not-found.js';
import GoneError from './gone.js';
class ScriptError extends ResponseError {}
export class Probe {
  async hidden(): Promise<void> { throw new NotFoundError('x'); }
  async gone(): Promise<void> { throw new GoneError('x'); }
  async unknown(): Promise<void> { throw new ScriptError(); }
  async text(): Promise<void> { throw 'text'; }
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

  it('are not said to be no errors where what they extend is not installed', () => {
    expect(said('unknown').map(([code]) => code)).not.toContain('non-error-throw');
    expect(said('text').map(([code]) => code)).toContain('non-error-throw');
  });
});
