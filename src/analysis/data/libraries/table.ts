/** Who is asked what a node does, in this order: the first that knows it has the word. */
import type { LibraryReader } from './reader.ts';
import { drizzleReader } from './drizzle.ts';
import { knexReader } from './knex.ts';
import { kyselyReader } from './kysely.ts';
import { mikroReader } from './mikro-orm.ts';
import { mongodbReader, mongooseReader } from './mongo.ts';
import { prismaReader } from './prisma.ts';
import { sequelizeReader } from './sequelize.ts';
import { sqlReader } from './sql.ts';
import { typeormReader } from './typeorm.ts';

export const libraryReaders: readonly LibraryReader[] = [
  kyselyReader,
  prismaReader,
  drizzleReader,
  mikroReader,
  typeormReader,
  sequelizeReader,
  mongooseReader,
  mongodbReader,
  sqlReader,
  knexReader,
];
