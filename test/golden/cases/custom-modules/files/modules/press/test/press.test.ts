import { shippingBehaviour } from './behaviour.ts';
import { shippingFixture } from './fixture.ts';

shippingBehaviour('press in process', shippingFixture);
