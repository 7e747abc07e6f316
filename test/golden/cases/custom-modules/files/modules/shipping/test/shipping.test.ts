import { shippingBehaviour } from './behaviour.ts';
import { shippingFixture } from './fixture.ts';

shippingBehaviour('shipping in process', shippingFixture);
