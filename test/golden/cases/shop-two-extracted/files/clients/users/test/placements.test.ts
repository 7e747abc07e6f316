/** The module's own behaviour suite on every placement: what it promises in process holds in another one. */
import { usersBehaviour } from '../../../modules/users/test/behaviour.ts';
import { usersFixture } from '../../../modules/users/test/fixture.ts';
import { bindUsers } from '../src/index.ts';
import { usersService } from '../src/service.ts';
import { placeFixture, placeInProcess } from './placed.ts';

for (const placement of ['local', 'loopback'] as const) {
  usersBehaviour(`users, ${placement}`, async () =>
    placeFixture(placement, usersService, await usersFixture(), bindUsers),
  );
}

usersBehaviour('users, in its own process', () => placeInProcess(bindUsers));
