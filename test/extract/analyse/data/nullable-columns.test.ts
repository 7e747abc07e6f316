import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../../src/diagnostics/index.ts';
import { inspectTarget } from './probe-target.ts';

/** A store of notes: the entity, what callers get, and how one becomes the other. */
const inspect = (columns: string, note: string, map: string) =>
  inspectTarget(
    {
      'note-entity.ts': `import { Column, DeleteDateColumn, Entity } from 'typeorm';
@Entity()
export class NoteEntity { @Column() id!: string; ${columns} }`,
      'note.ts': `export class Note { id!: string; ${note} }`,
      'notes.ts': `import { NoteEntity } from './note-entity.ts';
import { Note } from './note.ts';
export class NoteStore {
  constructor(private readonly rows: NoteEntity[]) {}
  async first(): Promise<Note> { const row = this.rows[0]!; ${map} }
  async raw(id: string): Promise<${note === '' ? 'NoteEntity' : 'boolean'}> { return ${note === '' ? 'this.rows[0]!' : "id === ''"}; }
}`,
    },
    'notes.ts',
    'NoteStore',
  ).findings.filter(({ code }) => code === 'nullable-column');

const assigned = 'const note = new Note(); note.gone = row.gone; return note;';
const gone = '@DeleteDateColumn() gone!: Date;';

/** What of an entity's columns is found, by what callers get. */
const rows: readonly (readonly [string, string, string, string, string[] | undefined])[] = [
  ['a field that is assigned', gone, 'gone!: Date;', assigned, ['Note.gone']],
  ['a field of a literal', gone, 'gone!: Date;', 'return { id: row.id, gone: row.gone };', ['Note.gone']],
  [
    'a column that says so',
    '@Column({ nullable: true }) gone!: string;',
    'gone?: string;',
    assigned,
    ['Note.gone'],
  ],
  [
    'an optional field: null is not undefined',
    '@Column({ nullable: true }) gone?: string;',
    'gone?: string;',
    assigned,
    ['Note.gone'],
  ],
  ['the entity itself', gone, '', 'return new Note();', ['NoteEntity.gone']],
  ['null in the type', '@DeleteDateColumn() gone!: Date | null;', 'gone!: Date | null;', assigned, undefined],
  [
    'a default at the copy',
    gone,
    'gone!: Date;',
    'return { id: row.id, gone: row.gone ?? new Date(0) };',
    undefined,
  ],
  ['nothing that crosses', gone, 'gone?: Date;', 'return new Note();', undefined],
  ['a column that is never empty', '@Column() gone!: Date;', 'gone!: Date;', assigned, undefined],
  [
    'a transformer',
    '@Column({ nullable: true, transformer: {} }) gone!: Date;',
    'gone!: Date;',
    assigned,
    undefined,
  ],
];

describe('a column that may be NULL', () => {
  it.each(rows)('%s', (_, columns, note, map, reached) => {
    const found = inspect(columns, note, map);
    expect(found.map(({ args }) => 'reached' in args && args.reached)).toEqual(reached ? [reached] : []);
  });

  it('names what to declare', () => {
    const [finding] = inspect(gone, 'gone!: Date;', assigned);
    expect(finding).toMatchObject({ level: 'error', place: { symbol: 'NoteEntity.gone' } });
    expect(finding && wordingOf(finding).hint).toBe(
      'allow it: declare NoteEntity.gone as Date | null, and Note.gone as well',
    );
  });

  it.each([
    ['@Column({ nullable: true })', true],
    ["@Column('varchar', { nullable: true })", false],
    ["@Column({ type: 'varchar', nullable: true })", false],
  ])('of %s, says to name the type in the decorator: %s', (decorator, said) => {
    const [finding] = inspect(`${decorator} gone!: string;`, 'gone!: string;', assigned);
    expect(finding && wordingOf(finding).hint.includes('type: …')).toBe(said);
  });
});
