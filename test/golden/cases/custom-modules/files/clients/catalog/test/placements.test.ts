/** The module's own behaviour suite on every placement: what it promises in process holds in another one. */
import { catalogBehaviour } from '../../../modules/catalog/test/behaviour.ts';
import { catalogFixture } from '../../../modules/catalog/test/fixture.ts';
import { bindCatalog } from '../src/index.ts';
import { catalogService } from '../src/service.ts';
import { placeFixture, placeInProcess } from './placed.ts';

for (const placement of ['local', 'loopback'] as const) {
  catalogBehaviour(`catalog, ${placement}`, async () =>
    placeFixture(placement, catalogService, await catalogFixture(), bindCatalog),
  );
}

catalogBehaviour('catalog, in its own process', () => placeInProcess(bindCatalog));
