interface Placed {
  readonly rank: number;
  readonly codes: readonly number[];
  readonly alike: readonly { readonly title: string }[];
  readonly unknown: readonly string[];
}

/** Where an item stands that a model has never seen, and how much is known of it. */
export function newItemWords({ rank, codes, alike, unknown }: Placed): string {
  const like = alike.map(({ title }) => title).join(', ');
  return [
    `At place ${rank + 1} of all items, by the codes ${codes.join(', ')}.`,
    ...(like === '' ? [] : [`Nothing tells it from ${like}, which the model knows by the same codes.`]),
    ...(unknown.length === 0 ? [] : [`In no title before: ${unknown.join(', ')}.`]),
  ].join(' ');
}
