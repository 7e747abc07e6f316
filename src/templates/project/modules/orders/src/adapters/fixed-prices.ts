import { Money } from '@shop/payments';
import type { PriceList } from '../ports/price-list.ts';

const prices: ReadonlyMap<string, Money> = new Map([
  ['tea', new Money(450n, 'EUR')],
  ['teapot', new Money(1999n, 'EUR')],
  ['kettle', new Money(4900n, 'EUR')],
]);

/** Three articles at fixed prices: the place of a catalogue. */
export const fixedPrices: PriceList = {
  priceOf: async (sku) => prices.get(sku),
};
