// Made by extract from the contract c778055f1cd1ee97 of Users. Do not edit: the next run replaces it.
export { bindUsers } from './bind.ts';
export { UsersHttpClient } from './client.ts';
