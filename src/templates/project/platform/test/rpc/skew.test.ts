/** A caller and a service of different versions: the failure says so, where a field alone would be a puzzle. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpTransport, RemoteProtocolError, RpcClient } from '../../src/rpc/index.ts';
import type { AnyRpcMethod } from '../../src/rpc/index.ts';
import { bearer, failureOf, startFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { find, paymentsService } from './sample.ts';

const differ = 'versions differ: the service has contract contract-1, this client contract-2';
let fixture: Fixture;
let client: RpcClient;

beforeEach(async () => {
  fixture = await startFixture();
  client = new RpcClient(
    { ...paymentsService, contractHash: 'contract-2' },
    { transport: new HttpTransport(fixture.proxy.url), authorize: bearer },
  );
});
afterEach(async () => {
  await client.close();
  await fixture.close();
});

const call = (method: Partial<AnyRpcMethod>) => failureOf(client.call({ ...find, ...method }, ['a']));

describe('the versions are named', () => {
  it('by a method that the service does not have', async () => {
    const error = await call({ name: 'findAll' });
    expect(error).toBeInstanceOf(RemoteProtocolError);
    expect(error).toMatchObject({ outcome: 'rejected', message: expect.stringContaining(differ) });
  });

  it('by arguments that the service cannot read', async () => {
    expect(await call({ encodeArgs: () => ({ number: 1 }) })).toMatchObject({
      message: expect.stringMatching(/args\.id.*versions differ/),
    });
  });

  it('by an answer that the client cannot read', async () => {
    const decodeResult = (): never => {
      throw new TypeError('no such field');
    };
    expect(await call({ decodeResult })).toMatchObject({ message: expect.stringContaining(differ) });
  });
});

it('is not said where the versions are the same', async () => {
  const error = await failureOf(fixture.client.call({ ...find, name: 'findAll' }, ['a']));
  expect(error).toMatchObject({ message: expect.not.stringContaining('versions differ') });
});
