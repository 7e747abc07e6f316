/** The port as the callers get it, wherever the module is. */
import process from 'node:process';
import { createHost } from '@shop/platform/host';
import type { Compose } from '@shop/platform/host';
import type { Placement } from '@shop/platform/local';
import { startApps } from '@shop/platform/testing';

export interface Placed<Port> {
  readonly port: Port;
  close(): Promise<void>;
}

/**
 * Starts the processes of this placement over a database of their own and composes what calls them, with the real
 * composition root. `moduleName` is the module's name there.
 */
export async function place<Port>(
  placement: Placement,
  compose: Compose,
  moduleName: string,
): Promise<Placed<Port>> {
  const apps = await startApps(placement);
  const env = { ...process.env, ...apps.env, NODE_ENV: 'test', LOG_LEVEL: 'fatal' };
  const running = createHost({ name: 'placements', env, compose });
  const found = running.composition.modules[moduleName];
  if (found === undefined) throw new Error(`The composition root returns no module "${moduleName}".`);
  return {
    port: found.port as Port,
    close: async () => {
      for (const close of running.closers()) await close();
      await apps.close();
    },
  };
}
