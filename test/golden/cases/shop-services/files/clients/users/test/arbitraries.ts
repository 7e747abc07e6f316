// Made by extract from the contract c778055f1cd1ee97 of Users. Do not edit: the next run replaces it.
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { EmailTaken, InvalidCredentials, InvalidToken, UserNotFound } from '@shop/users';
import type { Credentials, Principal, Registration, Session, User } from '@shop/users';
import {
  emailTakenCodec,
  invalidCredentialsCodec,
  invalidTokenCodec,
  userNotFoundCodec,
} from '../src/codecs.ts';
import { authenticateMethod, getMethod, registerMethod, signInMethod } from '../src/service.ts';
import { codecCase, errorCase } from './laws.ts';
import type { CodecCase } from './laws.ts';
import { instance, instant, likelyText, text } from './values.ts';

export function anyCredentials(): Arbitrary<Credentials> {
  return fc.record({ email: text, password: text }, { noNullPrototype: true });
}

export function anyEmailTaken(): Arbitrary<EmailTaken> {
  return instance(
    'EmailTaken',
    fc.tuple(fc.record({}, { noNullPrototype: true }), text),
    () => new EmailTaken(),
  );
}

export function anyInvalidCredentials(): Arbitrary<InvalidCredentials> {
  return instance(
    'InvalidCredentials',
    fc.tuple(fc.record({}, { noNullPrototype: true }), text),
    () => new InvalidCredentials(),
  );
}

export function anyInvalidToken(): Arbitrary<InvalidToken> {
  return instance(
    'InvalidToken',
    fc.tuple(fc.record({}, { noNullPrototype: true }), text),
    () => new InvalidToken(),
  );
}

export function anyPrincipal(): Arbitrary<Principal> {
  return fc.record({ id: text }, { noNullPrototype: true });
}

export function anyRegistration(): Arbitrary<Registration> {
  return fc.record({ email: text, name: text, password: text }, { noNullPrototype: true });
}

export function anySession(): Arbitrary<Session> {
  return fc.record({ token: text, expiresAt: instant }, { noNullPrototype: true });
}

export function anyUser(): Arbitrary<User> {
  return fc.record({ id: text, email: text, name: text, registeredAt: instant }, { noNullPrototype: true });
}

export function anyUserNotFound(): Arbitrary<UserNotFound> {
  return instance(
    'UserNotFound',
    fc.tuple(fc.record({ userId: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new UserNotFound(fields.userId),
  );
}

/** Arguments and result of each method, and each declared error. */
export const cases: readonly CodecCase[] = [
  codecCase(
    'register request',
    fc.tuple(anyRegistration()),
    registerMethod.encodeArgs,
    registerMethod.decodeArgs,
  ),
  codecCase('register answer', anyUser(), registerMethod.encodeResult, registerMethod.decodeResult),
  codecCase('signIn request', fc.tuple(anyCredentials()), signInMethod.encodeArgs, signInMethod.decodeArgs),
  codecCase('signIn answer', anySession(), signInMethod.encodeResult, signInMethod.decodeResult),
  codecCase(
    'authenticate request',
    fc.tuple(text),
    authenticateMethod.encodeArgs,
    authenticateMethod.decodeArgs,
  ),
  codecCase(
    'authenticate answer',
    anyPrincipal(),
    authenticateMethod.encodeResult,
    authenticateMethod.decodeResult,
  ),
  codecCase('get request', fc.tuple(text), getMethod.encodeArgs, getMethod.decodeArgs),
  codecCase('get answer', anyUser(), getMethod.encodeResult, getMethod.decodeResult),
  errorCase('EmailTaken', anyEmailTaken(), emailTakenCodec),
  errorCase('InvalidCredentials', anyInvalidCredentials(), invalidCredentialsCodec),
  errorCase('InvalidToken', anyInvalidToken(), invalidTokenCodec),
  errorCase('UserNotFound', anyUserNotFound(), userNotFoundCodec),
];
