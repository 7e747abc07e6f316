import { describe, expect, it } from 'vitest';
import { planCodebaseExtraction } from '../../src/plan/codebase-extraction.ts';
import { writeCodebase } from './support.ts';

const files = {
  'package.json': '{ "name": "narrowed", "type": "module" }',
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "types": ["node"] }, "include": ["src"] }',
  'src/store.ts': `export abstract class Store {
  async read(key: string): Promise<string> {
    return key;
  }
}

export class DiskStore extends Store {
  readonly folder = '/tmp';
}
`,
  'src/stores.ts': `import { DiskStore } from './store.js';

const stored = new DiskStore();

export { stored };
`,
  'src/report.ts': `import { stored } from './stores.js';

export const folder: string = stored.folder;
`,
};

describe('an extraction that would not compile', () => {
  it('is refused, also where the error is in a file that says nothing of the port', async () => {
    const cwd = writeCodebase(files);
    const planned = await planCodebaseExtraction({
      cwd,
      target: 'src/store.ts#Store',
      version: 'test',
      localMethods: [],
      accept: [],
    });
    expect(planned.ok).toBe(false);
    const errors = planned.findings.flatMap((each) =>
      each.code === 'new-type-errors' ? each.args.errors : [],
    );
    expect(errors).toEqual([expect.stringContaining("src/report.ts:3 TS2339 Property 'folder'")]);
  }, 120_000);
});
