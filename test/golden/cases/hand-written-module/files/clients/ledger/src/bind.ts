// Made by extract from the contract e01d8ff31a0ae167 of LedgerPort. Do not edit: the next run replaces it.
import type { LedgerPort } from '@books/ledger';
import type { Host } from '@books/platform/host';
import type { HostedModule, Routes } from '@books/platform/module';
import { bindModule } from '@books/platform/rpc';
import { LedgerPortHttpClient } from './client.ts';
import { ledgerService } from './service.ts';

/**
 * LedgerPort where the environment puts it: `LEDGER_MODE`, `LEDGER_URL`. In `remote` the thunk is never called, so
 * nothing of the module is constructed here; `routes` are then served over the client.
 */
export function bindLedger(
  host: Host,
  local: () => HostedModule<LedgerPort>,
  routes?: (port: LedgerPort) => Routes,
): HostedModule<LedgerPort> {
  return bindModule<LedgerPort>({
    host,
    service: ledgerService,
    local,
    ...(routes === undefined ? {} : { routes }),
    client: (rpc) => new LedgerPortHttpClient(rpc),
  });
}
