// Made by extract from the contract c8982f5eebfe0457 of Catalog. Do not edit: the next run replaces it.
import type { Catalog } from '@press/catalog';
import type { Host } from '@press/platform/host';
import type { HostedModule, Routes } from '@press/platform/module';
import { bindModule } from '@press/platform/rpc';
import { CatalogHttpClient } from './client.ts';
import { catalogService } from './service.ts';

/**
 * Catalog where the environment puts it: `CATALOG_MODE`, `CATALOG_URL`. In `remote` the thunk is never called, so
 * nothing of the module is constructed here; `routes` are then served over the client.
 */
export function bindCatalog(
  host: Host,
  local: () => HostedModule<Catalog>,
  routes?: (port: Catalog) => Routes,
): HostedModule<Catalog> {
  return bindModule<Catalog>({
    host,
    service: catalogService,
    local,
    ...(routes === undefined ? {} : { routes }),
    client: (rpc) => new CatalogHttpClient(rpc),
  });
}
