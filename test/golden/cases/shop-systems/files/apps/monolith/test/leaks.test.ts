/** The process with the public interface, asked again and again for everything that it documents. */
import { mintSecrets, readPlan } from '@shop/platform/local';
import { expectNoLeak } from '@shop/platform/leaks';
import { createDatabase } from '@shop/platform/testing';
import { it } from 'vitest';

it('leaves nothing behind of a request', { timeout: 180_000 }, async () => {
  const database = await createDatabase();
  const secrets = mintSecrets(readPlan(), process.env);
  // The flight recorder fills up, which is its purpose.
  const env = { ...secrets, DATABASE_URL: database.url, FLIGHT_RECORDER: 'off', LOG_LEVEL: 'silent' };
  try {
    await expectNoLeak({
      scenario: new URL('leaks/every-route.ts', import.meta.url),
      env,
      runsPerRound: 60,
      allowedBytesPerRun: 1_024,
    });
  } finally {
    await database.drop();
  }
});
