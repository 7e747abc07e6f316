import type { Money } from '@shop/payments';
import type { OrderItem, OrderLine } from '../index.ts';
import { UnknownArticle } from '../index.ts';
import type { PriceList } from '../ports/price-list.ts';

/** Puts today's price on every item. */
export function priceItems(items: readonly OrderItem[], prices: PriceList): Promise<OrderLine[]> {
  return Promise.all(items.map((item) => priceItem(item, prices)));
}

/** Throws a RangeError for an order without lines: it would have no currency. */
export function totalOf(lines: readonly OrderLine[]): Money {
  const [first, ...rest] = lines.map(({ unitPrice, quantity }) => unitPrice.times(quantity));
  if (first === undefined) throw new RangeError('An order has at least one item.');
  return rest.reduce((sum, price) => sum.plus(price), first);
}

async function priceItem({ sku, quantity }: OrderItem, prices: PriceList): Promise<OrderLine> {
  const unitPrice = await prices.priceOf(sku);
  if (unitPrice === undefined) throw new UnknownArticle(sku);
  return { sku, quantity, unitPrice };
}
