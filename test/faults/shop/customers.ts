import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { between, pick } from './random.ts';

/** An order as its customer knows it. */
export interface Placed {
  readonly key: string;
  readonly card: string;
  /** The status of the first answer that settles it: 201, 202 or 402. */
  readonly status: number;
  readonly orderId: string | undefined;
  readonly tries: number;
}

export interface Customers {
  readonly placed: readonly Placed[];
  /** Answers that nobody should get, as `status: body`. */
  readonly unexpected: readonly string[];
}

export interface CustomersOptions {
  readonly url: string;
  readonly orders: number;
  readonly atOnce: number;
  readonly random: () => number;
  onPlaced(count: number): void;
}

const cards = ['tok_visa', 'tok_visa', 'tok_visa', 'tok_mastercard', 'tok_declined'] as const;
const patienceMs = 6_000;
const password = 'correct horse battery';

/** People who order, and who order again with the same key until they know what became of it. */
export async function orderAll({
  url,
  orders,
  atOnce,
  random,
  onPlaced,
}: CustomersOptions): Promise<Customers> {
  const placed: Placed[] = [];
  const unexpected: string[] = [];
  let begun = 0;
  const customer = async (): Promise<void> => {
    const email = `${randomUUID()}@example.org`;
    await insist(() => send(url, '/users', { email, name: 'Ada', password }), [201, 409]);
    let token = await signIn(url, email);
    while (begun < orders) {
      begun++;
      const [key, card] = [randomUUID(), pick(random, cards)];
      for (let tries = 1; ; tries++) {
        const answer = await send(url, '/orders', orderOf(card), {
          authorization: `Bearer ${token}`,
          'idempotency-key': key,
        });
        if (answer === undefined || answer.status >= 500 || answer.status === 429) {
          await delay(between(random, 50, 400));
        } else if (answer.status === 401) {
          token = await signIn(url, email);
        } else {
          const settled = [201, 202, 402].includes(answer.status);
          if (!settled) unexpected.push(`${answer.status}: ${answer.text}`);
          if (settled) placed.push({ key, card, status: answer.status, orderId: idIn(answer.text), tries });
          onPlaced(placed.length);
          break;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, customer));
  return { placed, unexpected };
}

/** The same for the same card: a key that is used again is for the same order. */
const orderOf = (card: string) => ({ items: [{ sku: 'teapot', quantity: 1 }], card });

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function signIn(url: string, email: string): Promise<string> {
  const { text } = await insist(() => send(url, '/sessions', { email, password }), [200, 201]);
  return (JSON.parse(text) as { token: string }).token;
}

async function insist(ask: () => Promise<Answer | undefined>, wanted: readonly number[]): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer && wanted.includes(answer.status)) return answer;
    await delay(200);
  }
}

/** `undefined` when there was no answer, or none in time. */
async function send(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer | undefined> {
  try {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

function idIn(text: string): string | undefined {
  const parsed = JSON.parse(text) as { id?: string; orderId?: string };
  return parsed.id ?? parsed.orderId;
}
