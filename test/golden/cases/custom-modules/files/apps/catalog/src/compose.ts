/** The composition root of the service: catalog as it was constructed where it came from. */
import { createCatalog } from '@press/catalog/host';
import type { Composition, Host } from '@press/platform/host';

export function compose(host: Host): Composition {
  const catalog = createCatalog({ database: host.database('catalog'), log: host.log, clock: host.clock });
  return { modules: { catalog } };
}
