import type { Money } from '@shop/payments';

export interface PriceList {
  /** Price of one, `undefined` when the article is not sold. All prices are in one currency. */
  priceOf(sku: string): Promise<Money | undefined>;
}
