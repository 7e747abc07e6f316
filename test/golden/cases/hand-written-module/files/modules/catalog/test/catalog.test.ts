import { catalogBehaviour } from './behaviour.ts';
import { catalogFixture } from './fixture.ts';

catalogBehaviour('catalog in process', catalogFixture);
