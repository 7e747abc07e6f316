/** What is a row of a table cannot be a service, whichever library says so, installed or not. */
import { describe, expect, it } from 'vitest';
import { inspectForeign } from './types/foreign-probe.ts';

const codes = (text: string): string[] =>
  inspectForeign({ files: { 'src/probe.ts': text }, kind: 'class' }).findings.map(({ code }) => code);

const body = '{ async rename(name: string): Promise<void> {} }';

describe('a target', () => {
  it.each([
    ['typeorm', `import { Entity } from 'typeorm'; @Entity() export class Probe ${body}`],
    [
      'typeorm, active record',
      `import { BaseEntity } from 'typeorm'; export class Probe extends BaseEntity ${body}`,
    ],
    [
      'sequelize-typescript',
      `import { Table } from 'sequelize-typescript'; @Table({}) export class Probe ${body}`,
    ],
    [
      'sequelize',
      `import { Model } from 'sequelize'; class Base extends Model {} export class Probe extends Base ${body}`,
    ],
    ['objection', `import { Model as Row } from 'objection'; export class Probe extends Row ${body}`],
  ])('is a row of %s', (_, text) => {
    expect(codes(text)).toContain('port-is-record');
  });

  it.each([
    ['a class called Model', `class Model {} export class Probe extends Model ${body}`],
    ['decorated by something else', `import { Table } from './pretty'; @Table() export class Probe ${body}`],
    [
      'a repository',
      `import { Repository } from 'typeorm'; export class Probe extends Repository<object> ${body}`,
    ],
  ])('is no row: %s', (_, text) => {
    expect(codes(text)).not.toContain('port-is-record');
  });
});
