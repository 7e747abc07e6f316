/** The composition root: which modules this process has, and what each is given. */
import { catalogRoutes, createCatalog } from '@books/catalog/host';
import { bindLedger } from '@books/ledger-client';
import { ledgerModule } from '@books/ledger/host';
import type { Composition, Host } from '@books/platform/host';

export function compose(host: Host): Composition {
  const catalog = createCatalog({ database: host.database('catalog'), log: host.log, clock: host.clock });
  const books = bindLedger(host, () => ledgerModule(host.clock));
  return {
    modules: { catalog: { ...catalog, routes: catalogRoutes(catalog.port) }, ledger: books },
  };
}
