/** Where what a model asks of the catalogue lies on a device: the same model asks for the same, to train and to rank. */
export const CONSTANTS = 'constants';

/** How many codes each item has, and how many there are to choose from in each slot. */
export interface CodesShape {
  readonly slots: number;
  readonly size: number;
}

/** The codes of a catalogue, one in each slot of every item. */
export interface Codes extends CodesShape {
  /** (items, slots), row-major, each below `size`. */
  readonly values: Uint16Array<ArrayBuffer>;
}

/** Names of the constants of a slot: the code of each token, and the inverted index of these. */
export const codeLeaves = (slot: number) =>
  ({ ids: `codes ${slot}`, offsets: `code offsets ${slot}`, places: `code places ${slot}` }) as const;

/** The same of all slots, those of an item one after another, as rows of one table. */
export const tokenLeaves = {
  ids: 'codes of all',
  offsets: 'code offsets of all',
  places: 'code places of all',
} as const;

/** Rows of a table of all slots: row 0 is padding, and code c of slot s has row s · size + c + 1. */
export const tokenRows = ({ slots, size }: CodesShape): number => slots * size + 1;
