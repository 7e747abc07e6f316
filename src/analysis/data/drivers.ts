/** Packages that reach a store. What they do with it is not analysed here, so an import of one has to be said. */

/** Exact names, and prefixes that end in `/` or `*`, with the store behind them. */
const stores: Readonly<Record<string, string>> = {
  redis: 'Redis',
  ioredis: 'Redis',
  '@redis/': 'Redis',
  'cache-manager-redis*': 'Redis',
  '@upstash/redis': 'Redis',
  iovalkey: 'Redis',
  '@valkey/': 'Redis',
  bullmq: 'Redis (queues)',
  bull: 'Redis (queues)',
  'bee-queue': 'Redis (queues)',
  memcached: 'Memcached',
  memjs: 'Memcached',
  '@aws-sdk/client-dynamodb': 'DynamoDB',
  '@aws-sdk/lib-dynamodb': 'DynamoDB',
  dynamoose: 'DynamoDB',
  electrodb: 'DynamoDB',
  'dynamodb-toolbox': 'DynamoDB',
  '@aws-sdk/client-s3': 'S3',
  minio: 'S3',
  'aws-sdk': 'AWS',
  '@google-cloud/storage': 'Google Cloud Storage',
  '@azure/storage-blob': 'Azure Blob Storage',
  '@azure/cosmos': 'Cosmos DB',
  '@azure/data-tables': 'Azure Tables',
  '@google-cloud/firestore': 'Firestore',
  'firebase-admin': 'Firestore',
  firebase: 'Firestore',
  '@google-cloud/spanner': 'Spanner',
  '@google-cloud/bigquery': 'BigQuery',
  '@google-cloud/datastore': 'Datastore',
  '@clickhouse/client': 'ClickHouse',
  clickhouse: 'ClickHouse',
  'cassandra-driver': 'Cassandra',
  'neo4j-driver': 'Neo4j',
  arangojs: 'ArangoDB',
  nano: 'CouchDB',
  pouchdb: 'PouchDB',
  rethinkdb: 'RethinkDB',
  surrealdb: 'SurrealDB',
  edgedb: 'Gel',
  gel: 'Gel',
  '@elastic/elasticsearch': 'Elasticsearch',
  '@opensearch-project/opensearch': 'OpenSearch',
  meilisearch: 'Meilisearch',
  typesense: 'Typesense',
  algoliasearch: 'Algolia',
  '@supabase/supabase-js': 'Supabase',
  convex: 'Convex',
  '@planetscale/database': 'MySQL',
  oracledb: 'Oracle',
  tedious: 'SQL Server',
  snowflake: 'Snowflake',
  'snowflake-sdk': 'Snowflake',
  objection: 'SQL through Objection',
  bookshelf: 'SQL through Bookshelf',
  waterline: 'Waterline',
  massive: 'SQL through Massive',
  zapatos: 'SQL through Zapatos',
  '@influxdata/influxdb-client': 'InfluxDB',
  influx: 'InfluxDB',
  level: 'LevelDB',
  lmdb: 'LMDB',
  nedb: 'NeDB',
  lowdb: 'lowdb',
  keyv: 'Keyv',
  etcd3: 'etcd',
  consul: 'Consul',
  '@qdrant/js-client-rest': 'Qdrant',
  '@pinecone-database/pinecone': 'Pinecone',
  weaviate: 'Weaviate',
  chromadb: 'Chroma',
};

const exact = new Map(Object.entries(stores).filter(([name]) => !/[/*]$/.test(name)));
const prefixes = Object.entries(stores)
  .filter(([name]) => /[/*]$/.test(name))
  .map(([name, store]) => [name.replace(/\*$/, ''), store] as const);

/** A text that does not match imports none of them. */
export const mayImportStore = new RegExp(
  `['"](?:${Object.keys(stores)
    .map((name) => name.replace(/\*$/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')})`,
);

/** The store behind a module specifier; `undefined` for what is no driver, or one that is analysed. */
export function storeBehind(
  module: string,
): { readonly package: string; readonly store: string } | undefined {
  if (module.startsWith('.')) return undefined;
  const [scope = '', name = ''] = module.split('/');
  const package_ = scope.startsWith('@') ? `${scope}/${name}` : scope;
  const store = exact.get(package_) ?? prefixes.find(([prefix]) => package_.startsWith(prefix))?.[1];
  return store === undefined ? undefined : { package: package_, store };
}
