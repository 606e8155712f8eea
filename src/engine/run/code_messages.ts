/** What crosses the facade about codes of items. Plain data. */
import type { Alike } from '../../core/code_use.ts';
import type { SplitRule } from '../../data/split.ts';
import type { AnyValues } from '../../parts/settings.ts';
import type { AdapterReport } from '../messages.ts';

export interface TokenizeOptions {
  /** Its name; residual k-means unless said. */
  readonly tokenizer?: string;
  /** Values for some of the settings of the tokenizer; the others are as usual, with fewer codes where there are few items. */
  readonly settings?: AnyValues;
  readonly seed?: number;
  /**
   * Makes none, and measures those that the dataset was given: what the means of the items of each code explain. Only `vectors` is then
   * a setting.
   */
  readonly given?: boolean;
  /** What is held back from vectors that are made of histories; as usual for the dataset unless said. */
  readonly split?: SplitRule;
}

/** How the codes of a level are used, and what they explain. */
export interface CodeLevel {
  /** Codes that some item has. */
  readonly used: number;
  /** −Σ p ln p over the codes, in nats. */
  readonly entropy: number;
  /** Share of the variance of the vectors that the codes explain, up to this level, where a level says something by itself. */
  readonly explained?: number;
}

export interface CodedItem {
  readonly id: string;
  readonly title: string;
  /** One of each level, each from 0. */
  readonly codes: readonly number[];
}

/** What the codes come to that a run knows its items by. */
export interface RunCodes {
  readonly items: number;
  /** Codes of an item, and how many there are to choose from for each. */
  readonly slots: number;
  readonly size: number;
  /** Share of these that some item has, of all slots. */
  readonly used: number;
  readonly alike: Alike;
}

/** Codes made for the items of a dataset. */
export interface Tokenized {
  /** Name of the tokenizer, or of the file that the codes are from. */
  readonly tokenizer: string;
  /** All of them; where the vectors are from is said as what it came to. */
  readonly settings: AnyValues;
  readonly seed: number;
  readonly split: SplitRule;
  /** Numbers of an item's vector. */
  readonly width: number;
  readonly levels: readonly CodeLevel[];
  /** Share of the variance of the vectors that all codes of an item explain. */
  readonly explained: number;
  /** Which items the codes do not tell apart. */
  readonly alike: Alike;
  readonly items: readonly CodedItem[];
  readonly adapter: AdapterReport;
  readonly seconds: number;
}
