import type { SeenRule } from '../../evaluate/protocol.ts';
import type { FeatureSource } from '../../features/features.ts';
import type { Reader } from '../../recommend/reader.ts';
import type { TitleCoder } from '../../snapshot/title_coder.ts';
import type { KnownItems } from '../data/items.ts';
import type { Blueprint } from './workbench.ts';

/** A trained model ready to be asked on the CPU. */
export interface AskableModel {
  readonly items: KnownItems;
  readonly seen: SeenRule;
  /** Names of the kinds of events that it was trained on, where it reads them. */
  readonly kinds: readonly string[];
  /** The values of events that it tells apart, ascending, where it reads them. */
  readonly levels: readonly number[];
  readonly reader: Reader;
  /** How titles that no item has are coded; null where nobody says it. */
  readonly coder: TitleCoder | null;
  /** What its codes were made of; null where it has none or nobody says it. */
  readonly vectors: FeatureSource | null;
}

/** Names of the kinds of events that a run reads; none where it reads none. */
export const kindsRead = ({ posing, split }: Pick<Blueprint, 'posing' | 'split'>): readonly string[] =>
  posing.fields.includes('kinds') ? (split.dataset.kinds?.names ?? []) : [];
