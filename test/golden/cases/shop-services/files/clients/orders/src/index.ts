// Made by extract from the contract 79a847da85b9c147 of Orders. Do not edit: the next run replaces it.
export { bindOrders } from './bind.ts';
export { OrdersHttpClient } from './client.ts';
