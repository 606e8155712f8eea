import type { SeenRule } from '../../evaluate/protocol.ts';
import type { Reader } from '../../recommend/reader.ts';
import type { KnownItems } from '../data/items.ts';

/** A trained model ready to be asked on the CPU. */
export interface AskableModel {
  readonly items: KnownItems;
  readonly seen: SeenRule;
  readonly reader: Reader;
}
