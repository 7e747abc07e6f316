import { giftCardsBehaviour } from './behaviour.ts';
import { giftCardsFixture } from './fixture.ts';

giftCardsBehaviour('gift-cards in process', giftCardsFixture);
