/** What every implementation of the port has to do, wherever it runs. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChargeRequest, Payments } from '../src/index.ts';
import { CardDeclined, ChargeMismatch, Money, PaymentNotFound, RefundExceedsPayment } from '../src/index.ts';

export interface Fixture {
  readonly port: Payments;
  close(): Promise<void>;
}

const eur = (amount: bigint): Money => new Money(amount, 'EUR');

function request(changes: Partial<ChargeRequest> = {}): ChargeRequest {
  return { orderId: randomUUID(), payerId: 'ada', amount: eur(1999n), card: 'tok_visa', ...changes };
}

export function paymentsBehaviour(title: string, fixture: () => Promise<Fixture>): void {
  describe(title, () => {
    let payments: Payments;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const made = await fixture();
      payments = made.port;
      close = () => made.close();
    });
    afterAll(() => close());

    describe('charging', () => {
      it('captures the amount', async () => {
        const asked = request({ description: 'A teapot' });
        const payment = await payments.charge(asked);
        expect(payment).toMatchObject({ orderId: asked.orderId, payerId: 'ada', description: 'A teapot' });
        expect(payment.amount).toBeInstanceOf(Money);
        expect(payment.amount.plus(eur(1n))).toEqual(eur(2000n));
        expect(payment.state).toMatchObject({
          kind: 'captured',
          approvalCode: expect.stringMatching(/^\w+$/),
        });
        expect(payment.createdAt).toBeInstanceOf(Date);
      });

      it('leaves out what was not given', async () => {
        expect(await payments.charge(request())).not.toHaveProperty('description');
      });

      it('charges an order once, however often it is asked', async () => {
        const asked = request();
        const answers = await Promise.all(Array.from({ length: 5 }, () => payments.charge(asked)));
        answers.push(await payments.charge(asked));
        expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
        expect(answers.every((answer) => answer.state.kind === 'captured')).toBe(true);
      });

      it('keeps the first answer of a declined card, even for another card', async () => {
        const asked = request({ card: 'tok_declined' });
        const declined = new CardDeclined('insufficient-funds');
        await expect(payments.charge(asked)).rejects.toThrow(declined);
        const error: unknown = await payments.charge({ ...asked, card: 'tok_visa' }).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(CardDeclined);
        expect(error).toMatchObject({ reason: 'insufficient-funds', status: 402, message: declined.message });
      });

      it.each([
        ['tok_expired', 'expired-card'],
        ['tok_fraud', 'suspected-fraud'],
        ['tok_of_nobody', 'unknown-card'],
      ])('says why %s is declined', async (card, reason) => {
        await expect(payments.charge(request({ card }))).rejects.toMatchObject({
          name: 'CardDeclined',
          reason,
        });
      });

      it('refuses another amount or payer for the same order', async () => {
        const asked = request();
        await payments.charge(asked);
        await expect(payments.charge({ ...asked, amount: eur(1n) })).rejects.toBeInstanceOf(ChargeMismatch);
        await expect(payments.charge({ ...asked, payerId: 'bob' })).rejects.toBeInstanceOf(ChargeMismatch);
      });

      it('carries amounts beyond what a JSON number holds', async () => {
        const amount = eur(2n ** 53n + 1n);
        expect((await payments.charge(request({ amount }))).amount).toEqual(amount);
      });

      it('rejects when the acquirer does not answer, and can be asked again', async () => {
        const asked = request({ card: 'tok_unreachable' });
        await expect(payments.charge(asked)).rejects.not.toBeInstanceOf(CardDeclined);
        expect((await payments.get(asked.orderId)).state).toEqual({ kind: 'pending' });
        expect((await payments.charge({ ...asked, card: 'tok_visa' })).state.kind).toBe('captured');
      });
    });

    describe('reading', () => {
      it('answers with what charging answered', async () => {
        const payment = await payments.charge(request());
        expect(await payments.get(payment.orderId)).toEqual(payment);
      });

      it('has declined payments too', async () => {
        const asked = request({ card: 'tok_declined' });
        await payments.charge(asked).catch(() => {});
        const { state } = await payments.get(asked.orderId);
        expect(state).toEqual({
          kind: 'declined',
          declinedAt: expect.any(Date),
          reason: 'insufficient-funds',
        });
      });

      it('does not know an order that was never charged', async () => {
        const error: unknown = await payments.get('nothing').catch((e: unknown) => e);
        expect(error).toBeInstanceOf(PaymentNotFound);
        expect(error).toMatchObject({ orderId: 'nothing', status: 404 });
      });
    });

    describe('refunding', () => {
      it('gives back in parts, up to the amount', async () => {
        const { orderId } = await payments.charge(request());
        await payments.refund({ orderId, amount: eur(999n) });
        const payment = await payments.refund({ orderId, amount: eur(1000n) });
        expect(payment.state).toMatchObject({ kind: 'refunded', refunded: eur(1999n) });
        expect(await payments.get(orderId)).toEqual(payment);
      });

      it('never gives back more than was paid, also when asked at the same time', async () => {
        const { orderId } = await payments.charge(request());
        const asked = Array.from({ length: 3 }, () => payments.refund({ orderId, amount: eur(1000n) }));
        const results = await Promise.allSettled(asked);
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const error: unknown = await payments
          .refund({ orderId, amount: eur(1000n) })
          .catch((e: unknown) => e);
        expect(error).toBeInstanceOf(RefundExceedsPayment);
        expect(error).toMatchObject({ orderId, refundable: eur(999n), status: 422 });
        expect((error as RefundExceedsPayment).refundable).toBeInstanceOf(Money);
      });

      it('has nothing to give back in another currency or of a declined payment', async () => {
        const paid = await payments.charge(request());
        const usd = new Money(1n, 'USD');
        await expect(payments.refund({ orderId: paid.orderId, amount: usd })).rejects.toBeInstanceOf(
          RefundExceedsPayment,
        );
        const declined = request({ card: 'tok_declined' });
        await payments.charge(declined).catch(() => {});
        await expect(payments.refund({ orderId: declined.orderId, amount: eur(1n) })).rejects.toMatchObject({
          refundable: eur(0n),
        });
      });

      it('does not know an order that was never charged', async () => {
        await expect(payments.refund({ orderId: 'nothing', amount: eur(1n) })).rejects.toBeInstanceOf(
          PaymentNotFound,
        );
      });
    });
  });
}
