// Made by extract from the contract e559be94a678963a of Payments. Do not edit: the next run replaces it.
export { bindPayments } from './bind.ts';
export { PaymentsHttpClient } from './client.ts';
