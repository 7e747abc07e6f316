import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestAcquirer } from '../src/adapters/test-acquirer.ts';
import { Money } from '../src/index.ts';
import type { CaptureResult } from '../src/ports/card-gateway.ts';
import { paymentsBehaviour } from './behaviour.ts';
import type { Fixture } from './behaviour.ts';
import { paymentsFixture } from './fixture.ts';

paymentsBehaviour('payments in process', paymentsFixture);

/** Remembers which keys money was taken for, and loses its next answer on demand. */
class ForgetfulAcquirer extends TestAcquirer {
  readonly captured = new Set<string>();
  readonly refunded = new Set<string>();
  losesNextAnswer = false;

  override async capture(key: string, amount: Money, card: string): Promise<CaptureResult> {
    const result = await super.capture(key, amount, card);
    if (result.kind === 'captured') this.captured.add(key);
    this.#maybeLose();
    return result;
  }

  override async refund(key?: string): Promise<void> {
    this.refunded.add(String(key));
    this.#maybeLose();
  }

  #maybeLose(): void {
    if (!this.losesNextAnswer) return;
    this.losesNextAnswer = false;
    throw new Error('The answer was lost.');
  }
}

describe('an acquirer whose answer is lost', () => {
  const gateway = new ForgetfulAcquirer();
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await paymentsFixture({ gateway });
  });
  afterAll(() => fixture.close());

  const amount = new Money(1000n, 'EUR');

  it('takes the money once when the charge is asked again', async () => {
    const asked = { orderId: randomUUID(), payerId: 'ada', amount, card: 'tok_visa' };
    gateway.losesNextAnswer = true;
    await expect(fixture.port.charge(asked)).rejects.toThrow('The answer was lost.');
    const { id } = await fixture.port.charge(asked);
    expect([...gateway.captured]).toEqual([id]);
  });

  it('keeps the amount of a refund set aside', async () => {
    const { orderId } = await fixture.port.charge({
      orderId: randomUUID(),
      payerId: 'ada',
      amount,
      card: 'tok_visa',
    });
    gateway.losesNextAnswer = true;
    await expect(fixture.port.refund({ orderId, amount })).rejects.toThrow('The answer was lost.');
    await expect(fixture.port.refund({ orderId, amount })).rejects.toMatchObject({
      refundable: new Money(0n, 'EUR'),
    });
    expect(gateway.refunded.size).toBe(1);
  });
});
