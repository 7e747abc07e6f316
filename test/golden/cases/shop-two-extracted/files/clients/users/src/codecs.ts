// Made by extract from the contract c778055f1cd1ee97 of Users. Do not edit: the next run replaces it.
import type { RpcErrorCodec } from '@shop/platform/rpc';
import {
  child,
  construct,
  inObject,
  readDate,
  readObject,
  readString,
  root,
  writeDate,
  writeString,
} from '@shop/platform/rpc/codec';
import type { Json, Key, Path } from '@shop/platform/rpc/codec';
import { EmailTaken, InvalidCredentials, InvalidToken, UserNotFound } from '@shop/users';
import type { Credentials, Principal, Registration, Session, User } from '@shop/users';

export function encodeCredentials(value: Credentials, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    email: writeString(value.email, at, 'email'),
    password: writeString(value.password, at, 'password'),
  };
}

export function decodeCredentials(value: unknown, parent: Path, key: Key): Credentials {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    email: readString(from['email'], at, 'email'),
    password: readString(from['password'], at, 'password'),
  };
}

function encodeEmailTakenFields(value: EmailTaken, parent: Path, key: Key): Json {
  readObject(value, parent, key);
  return {};
}

function decodeEmailTakenFields(message: string, value: unknown, parent: Path, key: Key): EmailTaken {
  readObject(value, parent, key);
  const error = construct(() => new EmailTaken(), 'EmailTaken', parent, key);
  error.message = message;
  return error;
}

export const emailTakenCodec: RpcErrorCodec = {
  name: 'EmailTaken',
  status: 409,
  matches: (error) => error instanceof EmailTaken,
  encode: (error) => encodeEmailTakenFields(error as EmailTaken, root, 'data'),
  decode: (message, data) => decodeEmailTakenFields(message, data, root, 'data'),
};

export function encodeEmailTaken(value: EmailTaken, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeEmailTakenFields(value, at, 'data'),
  };
}

export function decodeEmailTaken(value: unknown, parent: Path, key: Key): EmailTaken {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeEmailTakenFields(message, from['data'], at, 'data');
}

function encodeInvalidCredentialsFields(value: InvalidCredentials, parent: Path, key: Key): Json {
  readObject(value, parent, key);
  return {};
}

function decodeInvalidCredentialsFields(
  message: string,
  value: unknown,
  parent: Path,
  key: Key,
): InvalidCredentials {
  readObject(value, parent, key);
  const error = construct(() => new InvalidCredentials(), 'InvalidCredentials', parent, key);
  error.message = message;
  return error;
}

export const invalidCredentialsCodec: RpcErrorCodec = {
  name: 'InvalidCredentials',
  status: 400,
  matches: (error) => error instanceof InvalidCredentials,
  encode: (error) => encodeInvalidCredentialsFields(error as InvalidCredentials, root, 'data'),
  decode: (message, data) => decodeInvalidCredentialsFields(message, data, root, 'data'),
};

export function encodeInvalidCredentials(value: InvalidCredentials, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeInvalidCredentialsFields(value, at, 'data'),
  };
}

export function decodeInvalidCredentials(value: unknown, parent: Path, key: Key): InvalidCredentials {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeInvalidCredentialsFields(message, from['data'], at, 'data');
}

function encodeInvalidTokenFields(value: InvalidToken, parent: Path, key: Key): Json {
  readObject(value, parent, key);
  return {};
}

function decodeInvalidTokenFields(message: string, value: unknown, parent: Path, key: Key): InvalidToken {
  readObject(value, parent, key);
  const error = construct(() => new InvalidToken(), 'InvalidToken', parent, key);
  error.message = message;
  return error;
}

export const invalidTokenCodec: RpcErrorCodec = {
  name: 'InvalidToken',
  status: 400,
  matches: (error) => error instanceof InvalidToken,
  encode: (error) => encodeInvalidTokenFields(error as InvalidToken, root, 'data'),
  decode: (message, data) => decodeInvalidTokenFields(message, data, root, 'data'),
};

export function encodeInvalidToken(value: InvalidToken, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeInvalidTokenFields(value, at, 'data'),
  };
}

export function decodeInvalidToken(value: unknown, parent: Path, key: Key): InvalidToken {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeInvalidTokenFields(message, from['data'], at, 'data');
}

export function encodePrincipal(value: Principal, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { id: writeString(value.id, at, 'id') };
}

export function decodePrincipal(value: unknown, parent: Path, key: Key): Principal {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return { id: readString(from['id'], at, 'id') };
}

export function encodeRegistration(value: Registration, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    email: writeString(value.email, at, 'email'),
    name: writeString(value.name, at, 'name'),
    password: writeString(value.password, at, 'password'),
  };
}

export function decodeRegistration(value: unknown, parent: Path, key: Key): Registration {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    email: readString(from['email'], at, 'email'),
    name: readString(from['name'], at, 'name'),
    password: readString(from['password'], at, 'password'),
  };
}

export function encodeSession(value: Session, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    token: writeString(value.token, at, 'token'),
    expiresAt: writeDate(value.expiresAt, at, 'expiresAt'),
  };
}

export function decodeSession(value: unknown, parent: Path, key: Key): Session {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    token: readString(from['token'], at, 'token'),
    expiresAt: readDate(from['expiresAt'], at, 'expiresAt'),
  };
}

export function encodeUser(value: User, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    id: writeString(value.id, at, 'id'),
    email: writeString(value.email, at, 'email'),
    name: writeString(value.name, at, 'name'),
    registeredAt: writeDate(value.registeredAt, at, 'registeredAt'),
  };
}

export function decodeUser(value: unknown, parent: Path, key: Key): User {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    id: readString(from['id'], at, 'id'),
    email: readString(from['email'], at, 'email'),
    name: readString(from['name'], at, 'name'),
    registeredAt: readDate(from['registeredAt'], at, 'registeredAt'),
  };
}

function encodeUserNotFoundFields(value: UserNotFound, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { userId: writeString(value.userId, at, 'userId') };
}

function decodeUserNotFoundFields(message: string, value: unknown, parent: Path, key: Key): UserNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const userId = readString(from['userId'], at, 'userId');
  const error = construct(() => new UserNotFound(userId), 'UserNotFound', parent, key);
  error.message = message;
  return error;
}

export const userNotFoundCodec: RpcErrorCodec = {
  name: 'UserNotFound',
  status: 404,
  matches: (error) => error instanceof UserNotFound,
  encode: (error) => encodeUserNotFoundFields(error as UserNotFound, root, 'data'),
  decode: (message, data) => decodeUserNotFoundFields(message, data, root, 'data'),
};

export function encodeUserNotFound(value: UserNotFound, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeUserNotFoundFields(value, at, 'data'),
  };
}

export function decodeUserNotFound(value: unknown, parent: Path, key: Key): UserNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeUserNotFoundFields(message, from['data'], at, 'data');
}
