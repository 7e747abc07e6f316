/** Objects that stand for a resource of one process: connections, transactions, entity managers. */
import type { ts } from 'ts-morph';
import { packageOf } from '../../../analysis/symbols.ts';

const dataPackages = new Set([
  'kysely',
  'pg',
  'pg-pool',
  'postgres',
  'typeorm',
  'drizzle-orm',
  'knex',
  'sequelize',
  'mongoose',
  'mongodb',
  'mysql',
  'mysql2',
  'better-sqlite3',
  'ioredis',
  'redis',
  '@mikro-orm/core',
]);

const handleNames =
  /^(?:Transaction|Kysely|Database|Pool|PoolClient|Client|ClientBase|Connection|DataSource|EntityManager|QueryRunner|Repository|SelectQueryBuilder|Knex|Sequelize|Session|ClientSession|PrismaClient|TransactionClient|Redis|Sql|TransactionSql|Db|Collection|\w*Transaction)$/;

/** True for the handles of database libraries, and for the platform's own database. */
export function isHandle(symbol: ts.Symbol): boolean {
  if (!handleNames.test(symbol.name)) return false;
  const library = packageOf(symbol);
  // Its other names are the models of the project, and one may well be called Session.
  if (library === '@prisma/client') return /^(?:Prisma|Transaction)Client$/.test(symbol.name);
  if (library !== undefined) return dataPackages.has(library) || library.endsWith('-orm');
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
  return symbol.name === 'Database' && /\/platform\/src\/db\//.test(file);
}
