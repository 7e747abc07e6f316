// Made by extract from the contract c8982f5eebfe0457 of Catalog. Do not edit: the next run replaces it.
export { bindCatalog } from './bind.ts';
export { CatalogHttpClient } from './client.ts';
