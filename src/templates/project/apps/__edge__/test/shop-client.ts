import { randomUUID } from 'node:crypto';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json<T>(): T;
}

export interface Sending {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uses the public interface as people do, and keeps what it was answered. */
export class ShopClient {
  /** Every answer so far, with what differs between two runs masked. */
  readonly transcript: string[] = [];
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async send(method: string, path: string, { token, body, headers }: Sending = {}): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    this.transcript.push(
      normalise(`${method} ${path} → ${status} ${shownHeaders(response.headers)}\n${text}`),
    );
    return { status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  get(path: string, token?: string): Promise<Answer> {
    return this.send('GET', path, token === undefined ? {} : { token });
  }

  /** Registers somebody new and signs in; answers with the token. */
  async signIn(): Promise<string> {
    const email = `${randomUUID()}@example.org`;
    const password = 'correct horse battery';
    await this.send('POST', '/users', { body: { email, name: 'Ada', password } });
    const session = await this.send('POST', '/sessions', { body: { email, password } });
    return session.json<{ token: string }>().token;
  }

  /** Orders a teapot, unless the body says something else. */
  placeOrder(token: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const items = [{ sku: 'teapot', quantity: 1 }];
    return this.send('POST', '/orders', { token, body: { items, card: 'tok_visa', ...body }, headers });
  }
}

/** Masks ids, times and what is derived from them. */
export function normalise(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replace(/"token":"[^"]+"/g, '"token":"<token>"')
    .replace(/"approvalCode":"[^"]+"/g, '"approvalCode":"<code>"');
}

function shownHeaders(headers: Headers): string {
  const shown = ['content-type', 'location', 'www-authenticate', 'allow', 'retry-after'];
  return shown.flatMap((name) => (headers.has(name) ? [`${name}: ${headers.get(name)}`] : [])).join('; ');
}
