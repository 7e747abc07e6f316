import { afterEach, describe, expect, it } from 'vitest';
import {
  currentContext,
  inTrace,
  newContext,
  openContext,
  runInContext,
  Seam,
} from '../src/context/index.ts';
import type { Passage } from '../src/context/index.ts';

const seam = new Seam<string, number>('test');
const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let stop = (): void => {};
afterEach(() => stop());

describe('a seam', () => {
  it('runs the work as it is when nobody watches', async () => {
    expect(seam.begin('x')).toBeUndefined();
    expect(await seam.around('x', async (own) => (own === undefined ? 1 : 2))).toBe(1);
  });

  it('tells of the begin and of the end, of results and of errors', async () => {
    const seen: unknown[] = [];
    stop = seam.watch({
      begin: ({ about }) => seen.push(about),
      end: ({ about, result, error }) => seen.push([about, result, error]),
    });
    await seam.around('fine', async () => 1);
    const failure = new Error('no');
    await expect(seam.around('bad', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(seen).toEqual(['fine', ['fine', 1, undefined], 'bad', ['bad', undefined, failure]]);
  });

  it('tells one who watches the end alone', async () => {
    const seen: Passage<string, number>[] = [];
    stop = seam.watch({ end: (passage) => seen.push(passage) });
    await seam.around('x', async () => 1);
    expect(seen).toMatchObject([{ about: 'x', result: 1 }]);
  });

  it('runs the work in the context that a watcher gave it', async () => {
    stop = seam.watch({
      begin: (passage) => {
        if (passage.context) passage.context = inTrace(passage.context, trace, 'a=b');
      },
    });
    const outer = newContext({ requestId: 'r1' });
    await runInContext(outer, () =>
      seam.around('x', async (own) => {
        expect(own).toBe(currentContext());
        expect(own).toMatchObject({ requestId: 'r1', traceparent: trace, tracestate: 'a=b' });
        return 1;
      }),
    );
  });
});

describe('another place in the trace', () => {
  it('keeps the signal, which is made when it is asked for', () => {
    const scope = openContext({ timeoutMs: 1_000 });
    const moved = inTrace(scope.context, trace, undefined);
    scope.abort('gone');
    expect(moved.signal?.reason).toBe('gone');
    expect(moved.deadline).toBe(scope.context.deadline);
    scope.end();
  });
});
