import { describe, expect, it } from 'vitest';
import { looksLikeSql, readSql } from '../../../src/analysis/data/sql/tables.ts';

const tablesOf = (text: string): string[] =>
  readSql(text)
    .tables.map(({ table, kind }) => `${kind} ${table ?? '?'}`)
    .sort();

describe('tables of SQL', () => {
  it.each([
    ['SELECT * FROM users', ['read users']],
    [
      'select u.id from public.users u join orders o on o.user_id = u.id',
      ['read orders', 'read public.users'],
    ],
    ['SELECT * FROM a, b AS x, "C d" WHERE 1 = 1', ['read C d', 'read a', 'read b']],
    ['INSERT INTO `users` (id) VALUES (?)', ['write users']],
    ['insert into a (x) select y from b on conflict (x) do update set x = 1', ['read b', 'write a']],
    ['UPDATE ONLY users SET name = $1', ['write users']],
    ['DELETE FROM sessions USING users WHERE users.id = sessions.user', ['read users', 'write sessions']],
    ['WITH recent AS (SELECT * FROM orders) SELECT * FROM recent', ['read orders']],
    [
      'WITH RECURSIVE tree(id) AS (SELECT id FROM nodes UNION SELECT n.id FROM nodes n JOIN tree ON true) SELECT * FROM tree',
      ['read nodes'],
    ],
    ['SELECT extract(year FROM created) FROM orders', ['read orders']],
    ['SELECT 1 FROM a WHERE b IS DISTINCT FROM c', ['read a']],
    ['SELECT * FROM generate_series(1, 3) AS g(n), users', ['read users']],
    ['SELECT * FROM jobs FOR UPDATE SKIP LOCKED', ['lock jobs', 'read jobs']],
    ['SELECT pg_advisory_xact_lock(1)', ['lock advisory lock']],
    ["SELECT nextval('order_number')", ['lock sequence order_number']],
    ['MERGE INTO stock USING deliveries d ON d.id = stock.id', ['read deliveries', 'write stock']],
    ['CREATE TABLE IF NOT EXISTS t (id int REFERENCES u(id))', ['write t']],
    ['TRUNCATE a, b', ['write a', 'write b']],
    ['DROP TABLE IF EXISTS CASCADE', []],
    ["SELECT ' from secrets' -- from comments\n FROM users /* from x */", ['read users']],
    ['SELECT * FROM \uE000 WHERE id = 1', ['read ?']],
    ['LEFT JOIN teams t ON t.id = \uE000', ['read teams']],
    ['SELECT * FROM [dbo].[Users]', ['read dbo.Users']],
  ])('reads %s', (text, expected) => {
    expect(tablesOf(text)).toEqual(expected);
  });

  it.each([
    ['BEGIN', 'begin'],
    ['START TRANSACTION ISOLATION LEVEL SERIALIZABLE', 'begin'],
    ['COMMIT', 'end'],
    ['rollback', 'end'],
    ['SELECT 1', undefined],
  ])('takes %s for %s', (text, expected) => {
    expect(readSql(text).transaction).toBe(expected);
  });

  it.each([
    ['SELECT id FROM users', true],
    ['update users set a = 1', true],
    ['Select a user from the list', false],
    ['Update the settings', false],
    ['delete from the cart what you do not need', false],
    ['with love', false],
  ])('tells SQL from English: %s', (text, expected) => {
    expect(looksLikeSql(text)).toBe(expected);
  });
});
