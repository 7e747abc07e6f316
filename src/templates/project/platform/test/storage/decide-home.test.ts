import { describe, expect, it } from 'vitest';
import { decideHome } from '../../src/storage/index.ts';
import type { Home, Mark } from '../../src/storage/index.ts';

const mark = (state: Mark['state'], move?: string, hasTables = true): Mark => ({
  state,
  moving: false,
  move,
  hasTables,
});
const empty = mark(undefined, undefined, false);
const unmarked = mark(undefined);

describe('the home of a module', () => {
  const table: readonly [string, Mark, Mark | undefined, Home][] = [
    ['before there is anything', empty, undefined, 'shared'],
    ['before there is anything, with a database of its own', empty, empty, 'own'],
    ['without a database of its own', unmarked, undefined, 'shared'],
    ['before a move', unmarked, empty, 'shared'],
    ['while it is copied', mark('home', 'a'), mark('filling', 'a'), 'shared'],
    ['when a copy begins anew', mark('home', 'b'), mark('gone', 'a'), 'shared'],
    ['in the middle of a switch', mark('gone', 'a'), mark('filling', 'a'), 'neither'],
    ['after a switch', mark('gone', 'a'), mark('home', 'a'), 'own'],
    ['in the middle of the way back', mark('gone', 'a'), mark('gone', 'a'), 'neither'],
    ['in the middle of the way back by copy', mark('filling', 'a'), mark('gone', 'a'), 'neither'],
    ['after the way back', mark('home', 'a'), mark('gone', 'a'), 'shared'],
    ['with another shared database later', empty, mark('home', 'a'), 'own'],
    ['where it has moved away, for a process that does not know', mark('gone', 'a'), undefined, 'strangers'],
    ['where it has moved to, before the switch', mark('filling', 'a'), undefined, 'strangers'],
    ['with a database that is empty, not the one it moved to', mark('gone', 'a'), empty, 'strangers'],
    ['with a database of another installation', mark('gone', 'a'), mark('home', 'b'), 'strangers'],
    ['with unmarked tables of another installation', mark('gone', 'a'), unmarked, 'strangers'],
    ['with tables in both', unmarked, unmarked, 'both'],
    ['with a shared database that was restored from before the move', unmarked, mark('home', 'a'), 'both'],
    ['that serves in both', mark('home', 'a'), mark('home', 'a'), 'both'],
  ];

  it.each(table)('%s', (_, shared, own, home) => {
    expect(decideHome(shared, own)).toBe(home);
  });
});
