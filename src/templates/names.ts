/** The spellings of a kebab-case name that code needs. */
export interface Names {
  /** gift-cards */
  readonly name: string;
  /** GiftCards */
  readonly pascal: string;
  /** giftCards */
  readonly camel: string;
  /** gift_cards */
  readonly snake: string;
  /** GIFT_CARDS */
  readonly constant: string;
  /** Gift cards */
  readonly title: string;
}

export function namesOf(name: string): Names {
  const words = name.split('-');
  const pascal = words.map(capitalise).join('');
  return {
    name,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    snake: words.join('_'),
    constant: words.join('_').toUpperCase(),
    title: capitalise(words.join(' ')),
  };
}

const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
