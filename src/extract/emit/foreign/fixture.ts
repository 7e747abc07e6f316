/** `fixture.ts`: where tests get a new implementation from. */
import type { Contract } from '../../contract/model.ts';
import type { Specifiers } from '../source/scope.ts';

export interface FixturePlan {
  /** Why the composition cannot stand for it in tests, in words; nothing where it can. */
  readonly reason?: string | undefined;
}

const uncovered = '/* istanbul ignore file -- @preserve */ /* c8 ignore start */';

export function emitFixture({ name, slug }: Contract, { reason }: FixturePlan, { rpc }: Specifiers): string {
  const testing = rpc.replace(/index\.ts$/, 'testing/index.ts');
  const [text, imported, value] =
    reason === undefined
      ? [
          `A new ${name} for each run of the tests, made as its process makes it: nothing of it reaches beyond the process.`,
          `import { compose } from './compose.ts';\n`,
          'compose',
        ]
      : [
          `${name} is not called at random in tests: ${reason}.
 * To have its answers compared in every placement, export a function that makes a new one with stand-ins for what it
 * calls: () => ({ implementation: new …(…) }).`,
          '',
          'undefined',
        ];
  return `${uncovered}

/**
 * ${text}
 * The tests of ${slug} use it. Yours from now on: scaffold does not write it again.
 */
${imported}import type { Fixture } from '${testing}';

export const fixture: Fixture | undefined = ${value};
`;
}
