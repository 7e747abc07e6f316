/** schema.prisma: models are tables, with their relations and foreign keys. Its grammar has one field on a line. */
import type { ExactPlace } from '../../places.ts';
import type { Declared, ForeignKey, KnownTable, Relation } from '../table-index.ts';

interface Block {
  readonly name: string;
  readonly line: number;
  readonly lines: readonly string[];
}

export function readPrismaSchema(file: string, text: string): Declared {
  const blocks = modelBlocks(text);
  const names = new Set(blocks.map(({ name }) => name));
  return {
    tables: blocks.map((block) => tableOf(file, block, names)),
    foreignKeys: blocks.flatMap((block) => keysOf(file, block, names)),
  };
}

function modelBlocks(text: string): Block[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\/\/.*/, ''));
  const blocks: Block[] = [];
  let open: { name: string; line: number; lines: string[] } | undefined;
  for (const [at, line] of lines.entries()) {
    const start = /^\s*(?:model|view)\s+(\w+)\s*\{/.exec(line);
    if (start?.[1] !== undefined) open = { name: start[1], line: at + 1, lines: [] };
    else if (open !== undefined && /^\s*\}/.test(line)) {
      blocks.push(open);
      open = undefined;
    } else open?.lines.push(line);
  }
  return blocks;
}

function tableOf(file: string, block: Block, names: ReadonlySet<string>): KnownTable {
  const map = attribute(block, '@@map');
  const schema = attribute(block, '@@schema');
  const table = map ?? block.name;
  return {
    table: schema === undefined || schema === 'public' ? table : `${schema}.${table}`,
    name: block.name,
    library: 'prisma',
    place: placeAt(file, block.line),
    relations: fields(block, names).map(({ name, type, line, rest }): Relation => ({
      property: name,
      target: type,
      eager: false,
      cascade: /onDelete:\s*Cascade/.test(rest),
      place: placeAt(file, line),
    })),
  };
}

const attribute = ({ lines }: Block, name: string): string | undefined =>
  lines.map((line) => new RegExp(`^\\s*${name}\\(\\s*(?:name:\\s*)?"([^"]+)"`).exec(line)?.[1]).find(Boolean);

function fields(
  block: Block,
  names: ReadonlySet<string>,
): { name: string; type: string; line: number; rest: string }[] {
  return block.lines.flatMap((text, at) => {
    const [, name = '', type = '', rest = ''] = /^\s*(\w+)\s+(\w+)(?:\[\]|\?)?(.*)$/.exec(text) ?? [];
    return names.has(type) ? [{ name, type, line: block.line + at + 1, rest }] : [];
  });
}

/** The side that lists its fields in `@relation(fields: [...])` holds the key. */
function keysOf(file: string, block: Block, names: ReadonlySet<string>): ForeignKey[] {
  return fields(block, names).flatMap(({ type, line, rest }) => {
    if (!/@relation\([^)]*fields:/.test(rest)) return [];
    const action = /onDelete:\s*(\w+)/.exec(rest)?.[1];
    const onDelete = action?.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
    return [{ from: block.name, to: type, place: placeAt(file, line), ...(onDelete ? { onDelete } : {}) }];
  });
}

const placeAt = (file: string, line: number): ExactPlace => ({ file, line, column: 1 });
