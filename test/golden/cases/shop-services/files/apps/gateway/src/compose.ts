/** The composition root: which modules this process has, and what each is given. */
import type { Composition, Host } from '@shop/platform/host';
import { bindUsers } from '@shop/users-client';
import { createUsers, usersConfig, usersRoutes } from '@shop/users/host';
import { bindPayments } from '@shop/payments-client';
import { createPayments, paymentsRoutes } from '@shop/payments/host';
import { bindOrders } from '@shop/orders-client';
import { createOrders, ordersConfig, ordersRoutes } from '@shop/orders/host';

export function compose(host: Host): Composition {
  const users = bindUsers(
    host,
    () =>
      createUsers({
        database: host.database('users'),
        config: host.config(usersConfig),
        log: host.log,
        clock: host.clock,
      }),
    usersRoutes,
  );
  const payments = bindPayments(
    host,
    () => createPayments({ database: host.database('payments'), log: host.log, clock: host.clock }),
    paymentsRoutes,
  );
  const orders = bindOrders(
    host,
    () =>
      createOrders({
        database: host.database('orders'),
        users: users.port,
        payments: payments.port,
        config: host.config(ordersConfig),
        log: host.log,
        clock: host.clock,
      }),
    ordersRoutes,
  );
  return {
    modules: { users, payments, orders },
    authenticate: (token) => users.port.authenticate(token),
  };
}
