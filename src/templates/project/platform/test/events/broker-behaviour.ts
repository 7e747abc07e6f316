/** What happens when a broker goes away. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransportAdapter } from '../../src/events/index.ts';
import { freePort } from '../../src/local/index.ts';
import type { Broker } from './broker.ts';
import { counted } from './sample.ts';
import { World, noting } from './world.ts';

const patience = { timeout: 60_000, interval: 50 };

/** `name` is what readiness calls it. */
export function brokerBehaviour(name: string, adapter: TransportAdapter, broker: () => Broker): void {
  describe(`${name} that goes away`, () => {
    let world: World;
    beforeEach(async () => {
      world = await World.create(['alpha', 'beta']);
    });
    afterEach(() => world.close());

    it('loses nothing when it is killed and comes back', async () => {
      const env = { EVENTS_URL: broker().url };
      const shop = await world.start({ name: 'shop', schemas: ['alpha'], env, adapters: [adapter] });
      const mail = await world.start({
        name: 'mail',
        schemas: ['beta'],
        env,
        adapters: [adapter],
        setUp: ({ beta }) => beta?.events.listen('noting').on(counted, noting('noting')),
      });
      await vi.waitFor(async () => expect(await mail.readiness()).toEqual([]), patience);
      const { database, events } = shop.module('alpha');
      const publish = async (from: number, to: number): Promise<void> => {
        for (let value = from; value < to; value++)
          await database.transaction((trx) =>
            events.publish(trx, { type: counted, subject: 's', data: { value } }),
          );
      };
      await publish(0, 20);
      const restarted = broker().restart();
      await publish(20, 40);
      await restarted;
      await publish(40, 60);
      await vi.waitFor(async () => expect(await world.effects('beta')).toHaveLength(60), patience);
      const values = (await world.effects('beta')).map(({ value }) => value);
      expect(values).toEqual(Array.from({ length: 60 }, (_, value) => value));
      expect(await world.rows('select * from alpha.outbox_delivery')).toEqual([]);
    }, 120_000);

    it('is why a process is not ready', async () => {
      const url = new URL(broker().url);
      url.port = String(await freePort());
      const env = { EVENTS_URL: url.href };
      const shop = await world.start({ name: 'shop', schemas: ['alpha'], env, adapters: [adapter] });
      expect(await shop.readiness()).toEqual([`${name} does not answer`]);
    });
  });
}
