/** The module's own behaviour suite on every placement, over stand-ins for the modules that it uses. */
import { ordersBehaviour } from '../../../modules/orders/test/behaviour.ts';
import { ordersFixture } from '../../../modules/orders/test/fixture.ts';
import { bindOrders } from '../src/index.ts';
import { ordersService } from '../src/service.ts';
import { placeFixture } from './placed.ts';

for (const placement of ['local', 'loopback', 'remote'] as const) {
  ordersBehaviour(`orders, ${placement}`, async () =>
    placeFixture(placement, ordersService, await ordersFixture(), bindOrders),
  );
}
