import { randomUUID } from 'node:crypto';
import type { ChargeRequest, Payment, Payments } from '@shop/payments';
import { CardDeclined, PaymentNotFound } from '@shop/payments';
import type { User, Users } from '@shop/users';
import { UserNotFound } from '@shop/users';

/** Charges once per order, as payments does; counts what it was asked, and can be out of reach. */
export class FakePayments implements Payments {
  readonly charged = new Map<string, Payment>();
  asked = 0;
  isDown = false;
  /** Runs before each answer. */
  beforeAnswer: () => Promise<void> = async () => {};

  async charge({ orderId, payerId, amount, card }: ChargeRequest): Promise<Payment> {
    this.asked++;
    if (this.isDown || card === 'tok_unreachable') throw new Error('payments is out of reach');
    if (card === 'tok_declined') throw new CardDeclined('insufficient-funds');
    const at = new Date();
    const state = { kind: 'captured', capturedAt: at, approvalCode: 'A1B2C3' } as const;
    const payment = this.charged.get(orderId) ?? {
      id: randomUUID(),
      orderId,
      payerId,
      amount,
      state,
      createdAt: at,
    };
    this.charged.set(orderId, payment);
    await this.beforeAnswer();
    return payment;
  }

  async get(orderId: string): Promise<Payment> {
    const payment = this.charged.get(orderId);
    if (payment === undefined) throw new PaymentNotFound(orderId);
    return payment;
  }

  async refund(): Promise<Payment> {
    throw new Error('orders does not refund');
  }
}

/** Knows every user but `nobody`. */
export class FakeUsers implements Users {
  async get(id: string): Promise<User> {
    if (id === 'nobody') throw new UserNotFound(id);
    return { id, email: `${id}@example.org`, name: 'Ada', registeredAt: new Date(0) };
  }

  register = notUsed;
  signIn = notUsed;
  authenticate = notUsed;
}

async function notUsed(): Promise<never> {
  throw new Error('orders does not use this');
}
