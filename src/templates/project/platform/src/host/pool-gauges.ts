import type { Pool } from '../db/index.ts';
import type { Gauge } from './types.ts';

/** How near the pool is to its end. */
export function poolGauges(pool: Pool): readonly Gauge[] {
  return [
    {
      name: 'db_pool_connections',
      help: 'Connections to the database that this process holds',
      label: 'state',
      read: () => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount }),
    },
    { name: 'db_pool_size', help: 'Connections that this process may hold', read: () => pool.options.max },
    { name: 'db_pool_waiting', help: 'Callers that wait for a connection', read: () => pool.waitingCount },
  ];
}
