// Made by extract from the contract e01d8ff31a0ae167 of LedgerPort. Do not edit: the next run replaces it.
export { bindLedger } from './bind.ts';
export { LedgerPortHttpClient } from './client.ts';
