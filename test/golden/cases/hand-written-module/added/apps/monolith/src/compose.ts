/** The composition root: which modules this process has, and what each is given. */
import { catalogRoutes, createCatalog } from '@books/catalog/host';
import { ledgerModule } from '@books/ledger/host';
import type { Composition, Host } from '@books/platform/host';

export function compose(host: Host): Composition {
  const catalog = createCatalog({ database: host.database('catalog'), log: host.log, clock: host.clock });
  const books = ledgerModule(host.clock);
  return {
    modules: { catalog: { ...catalog, routes: catalogRoutes(catalog.port) }, ledger: books },
  };
}
