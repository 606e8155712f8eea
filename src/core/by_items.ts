/** What follows from the size of a catalogue: of so many items and more, this. In the order of the items, the first from 0. */
export type ByItems = readonly (readonly [items: number, value: number])[];

/** What a table says of so many items. */
export const valueOf = (table: ByItems, items: number): number =>
  (table.findLast(([from]) => items >= from) ?? table[0])[1];

/** Of the settings those that follow from the size of a catalogue, as they are of one with so many items. */
export const byItemsOf = (
  settings: Readonly<Record<string, object>>,
  items: number,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, setting]) => {
      const { byItems } = setting as { readonly byItems?: ByItems };
      return byItems === undefined ? [] : [[name, valueOf(byItems, items)]];
    }),
  );
