/** The composition root: which modules this process has, and what each is given. */
import type { Composition, Host } from '@press/platform/host';
import { bindCatalog } from '@press/catalog-client';
import { createCatalog, catalogRoutes } from '@press/catalog/host';
import { createGiftCards } from '@press/gift-cards/host';
import { createShipping } from '@press/shipping/host';

export function compose(host: Host): Composition {
  const catalog = bindCatalog(
    host,
    () => createCatalog({ database: host.database('catalog'), log: host.log, clock: host.clock }),
    catalogRoutes,
  );
  const giftCards = createGiftCards({
    database: host.database('gift_cards'),
    catalog: catalog.port,
    log: host.log,
    clock: host.clock,
  });
  const shipping = createShipping({
    database: host.database('shipping'),
    giftCards: giftCards.port,
    catalog: catalog.port,
    log: host.log,
    clock: host.clock,
  });
  return {
    modules: { catalog, giftCards, shipping },
  };
}
