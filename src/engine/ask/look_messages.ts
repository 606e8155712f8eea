/** What crosses the facade about the inside of a model: lenses, and the pictures they give. Plain data. */
import type { Lens } from '../../lenses/lens.ts';
import type { Picture, Side, Table } from '../../lenses/picture.ts';
import type { Item } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { ExplainOptions } from './messages.ts';

/** A way to look into a model. */
export type LensCard = Pick<Lens, 'name' | 'title' | 'says' | 'source' | 'reads'>;

/** A sentence, a table of numbers and how it is drawn; items stand in it by themselves. */
export type LensPicture = Picture<Item>;

/** The numbers of a picture, and what stands along one of their sides. */
export type PictureNumbers = Table<Item>;
export type PictureSide = Side<Item>;

export interface LookOptions extends ExplainOptions {
  /** A dataset that may know more of the items than a model's file does: categories, and how often they were taken. */
  readonly described?: Id;
}
