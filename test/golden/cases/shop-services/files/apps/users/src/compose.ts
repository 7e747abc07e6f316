/** The composition root of the service: users as it was constructed where it came from. */
import type { Composition, Host } from '@shop/platform/host';
import { createUsers, usersConfig } from '@shop/users/host';

export function compose(host: Host): Composition {
  const users = createUsers({
    database: host.database('users'),
    config: host.config(usersConfig),
    log: host.log,
    clock: host.clock,
  });
  return { modules: { users } };
}
