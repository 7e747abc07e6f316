// Made by extract from the contract c778055f1cd1ee97 of Users. Do not edit: the next run replaces it.
import type { Host } from '@shop/platform/host';
import type { HostedModule, Routes } from '@shop/platform/module';
import { bindModule } from '@shop/platform/rpc';
import type { Users } from '@shop/users';
import { UsersHttpClient } from './client.ts';
import { usersService } from './service.ts';

/**
 * Users where the environment puts it: `USERS_MODE`, `USERS_URL`. In `remote` the thunk is never called, so
 * nothing of the module is constructed here; `routes` are then served over the client.
 */
export function bindUsers(
  host: Host,
  local: () => HostedModule<Users>,
  routes?: (port: Users) => Routes,
): HostedModule<Users> {
  return bindModule<Users>({
    host,
    service: usersService,
    local,
    ...(routes === undefined ? {} : { routes }),
    client: (rpc) => new UsersHttpClient(rpc),
  });
}
