// Made by extract from the contract c778055f1cd1ee97 of Users. Do not edit: the next run replaces it.
import type { RpcMethod, RpcService } from '@shop/platform/rpc';
import { readObject, readString, root, writeString } from '@shop/platform/rpc/codec';
import type { Credentials, Principal, Registration, Session, User } from '@shop/users';
import {
  decodeCredentials,
  decodePrincipal,
  decodeRegistration,
  decodeSession,
  decodeUser,
  emailTakenCodec,
  encodeCredentials,
  encodePrincipal,
  encodeRegistration,
  encodeSession,
  encodeUser,
  invalidCredentialsCodec,
  invalidTokenCodec,
  userNotFoundCodec,
} from './codecs.ts';

export const registerMethod: RpcMethod<[registration: Registration], User> = {
  name: 'register',
  safety: 'mutating',
  encodeArgs: ([registration]) => ({ registration: encodeRegistration(registration, root, 'registration') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodeRegistration(from['registration'], root, 'registration')];
  },
  encodeResult: (result) => encodeUser(result, root, 'result'),
  decodeResult: (body) => decodeUser(body, root, 'result'),
  errors: [emailTakenCodec],
};

export const signInMethod: RpcMethod<[credentials: Credentials], Session> = {
  name: 'signIn',
  safety: 'idempotent',
  encodeArgs: ([credentials]) => ({ credentials: encodeCredentials(credentials, root, 'credentials') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodeCredentials(from['credentials'], root, 'credentials')];
  },
  encodeResult: (result) => encodeSession(result, root, 'result'),
  decodeResult: (body) => decodeSession(body, root, 'result'),
  errors: [invalidCredentialsCodec],
};

export const authenticateMethod: RpcMethod<[token: string], Principal> = {
  name: 'authenticate',
  safety: 'readonly',
  encodeArgs: ([token]) => ({ token: writeString(token, root, 'token') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['token'], root, 'token')];
  },
  encodeResult: (result) => encodePrincipal(result, root, 'result'),
  decodeResult: (body) => decodePrincipal(body, root, 'result'),
  errors: [invalidTokenCodec],
};

export const getMethod: RpcMethod<[userId: string], User> = {
  name: 'get',
  safety: 'readonly',
  encodeArgs: ([userId]) => ({ userId: writeString(userId, root, 'userId') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['userId'], root, 'userId')];
  },
  encodeResult: (result) => encodeUser(result, root, 'result'),
  decodeResult: (body) => decodeUser(body, root, 'result'),
  errors: [userNotFoundCodec],
};

export const usersService: RpcService = {
  name: 'Users',
  slug: 'users',
  contractHash: 'c778055f1cd1ee97',
  methods: {
    register: registerMethod,
    signIn: signInMethod,
    authenticate: authenticateMethod,
    get: getMethod,
  },
};
