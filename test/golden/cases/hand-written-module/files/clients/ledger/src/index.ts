// Made by extract from the contract 141e4793e2d72b97 of LedgerPort. Do not edit: the next run replaces it.
export { bindLedger } from './bind.ts';
export { LedgerPortHttpClient } from './client.ts';
