/**
 * Proof that a call comes from a service that knows the secret, and that neither path nor body was changed: a JWT with
 * HS256, valid for a minute. The algorithm is fixed; the token's header is signed but never read.
 */
import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ConfigError } from '../config/index.ts';
import { asBytes } from './bytes.ts';

const lifetimeSeconds = 60;
const skewSeconds = 5;
const minimumSecretBytes = 32;
const header = toBase64Url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));
const callerForm = /^[A-Za-z0-9_.-]{1,64}$/;

/** The first signs; all of them are accepted, so that a secret can be replaced without an interruption. */
export type Secrets = readonly [current: string, ...previous: string[]];

export interface SignedCall {
  /** The calling service. */
  readonly issuer: string;
  /** The called service's slug. */
  readonly audience: string;
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** Splits `current,previous`. Throws when there is none or one is shorter than 32 bytes. */
export function parseSecrets(text: string | undefined): Secrets {
  const [current, ...previous] = (text ?? '').split(',').map((part) => part.trim());
  if (current === undefined || current === '')
    throw new ConfigError(['SERVICE_SECRET: not set; calls between services are always authenticated']);
  if ([current, ...previous].some((secret) => Buffer.byteLength(secret) < minimumSecretBytes))
    throw new ConfigError([`SERVICE_SECRET: each secret needs at least ${minimumSecretBytes} bytes`]);
  return [current, ...previous];
}

/** `nowMs`: wall clock, milliseconds. */
export function signCall(call: SignedCall, secrets: Secrets, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const claims = {
    iss: call.issuer,
    aud: call.audience,
    iat,
    exp: iat + lifetimeSeconds,
    htu: call.path,
    bh: bodyHash(call.body),
  };
  const signed = `${header}.${toBase64Url(JSON.stringify(claims))}`;
  return `${signed}.${sign(signed, secrets[0]).toString('base64url')}`;
}

/** The caller, or why the token is not accepted: for our log, never for the answer. */
export type Verified = { readonly caller: string } | { readonly refused: string };

export function verifyCall(
  authorization: string | undefined,
  call: Omit<SignedCall, 'issuer'>,
  secrets: Secrets,
  nowMs: number,
): Verified {
  const [, head, payload, signature] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '') ?? [];
  if (head === undefined || payload === undefined || signature === undefined) return { refused: 'no token' };
  if (!isSigned(`${head}.${payload}`, Buffer.from(signature, 'base64url'), secrets))
    return { refused: 'signature' };
  return checkClaims(parseClaims(payload), call, nowMs / 1000);
}

function checkClaims(
  claims: Record<string, unknown>,
  call: Omit<SignedCall, 'issuer'>,
  now: number,
): Verified {
  const { iss, aud, iat, exp, htu, bh } = claims;
  if (typeof iss !== 'string' || !callerForm.test(iss)) return { refused: 'issuer' };
  if (aud !== call.audience) return { refused: 'audience' };
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp - iat > lifetimeSeconds)
    return { refused: 'lifetime' };
  if (iat > now + skewSeconds) return { refused: 'issued in the future: check the clocks' };
  if (exp < now - skewSeconds) return { refused: 'expired: check the clocks' };
  if (htu !== call.path) return { refused: 'path' };
  return bh === bodyHash(call.body) ? { caller: iss } : { refused: 'body' };
}

function isSigned(signed: string, signature: Buffer, secrets: Secrets): boolean {
  return secrets.some((secret) => {
    const expected = sign(signed, secret);
    return expected.length === signature.length && timingSafeEqual(asBytes(expected), asBytes(signature));
  });
}

function parseClaims(payload: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}

/** Few secrets, many calls: a key is made once. */
const keys = new Map<string, KeyObject>();

function sign(text: string, secret: string): Buffer {
  const key = keys.get(secret) ?? createSecretKey(secret, 'utf8');
  keys.set(secret, key);
  return createHmac('sha256', key).update(text).digest();
}

function bodyHash(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
