/** The module's own behaviour suite on every placement: what it promises in process holds in another one. */
import { paymentsBehaviour } from '../../../modules/payments/test/behaviour.ts';
import { paymentsFixture } from '../../../modules/payments/test/fixture.ts';
import { bindPayments } from '../src/index.ts';
import { paymentsService } from '../src/service.ts';
import { placeFixture, placeInProcess } from './placed.ts';

for (const placement of ['local', 'loopback'] as const) {
  paymentsBehaviour(`payments, ${placement}`, async () =>
    placeFixture(placement, paymentsService, await paymentsFixture(), bindPayments),
  );
}

paymentsBehaviour('payments, in its own process', () => placeInProcess(bindPayments));
