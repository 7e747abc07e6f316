/** The composition root of the service: ledger as it was constructed where it came from. */
import { ledgerModule } from '@books/ledger/host';
import type { Composition, Host } from '@books/platform/host';

export function compose(host: Host): Composition {
  const ledger = ledgerModule(host.clock);
  return { modules: { ledger } };
}
