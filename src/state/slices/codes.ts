/** Codes made for the items of a dataset, beside any model. */
import type { AnyValues, DatasetSummary, GivenCodesCard, PartCard, Tokenized } from '../../worker/contract.ts';

/** What codes came to, but for the codes themselves. */
export interface CodesMade extends Omit<Tokenized, 'items'> {
  readonly dataset: string;
}

/** Codes from elsewhere that a dataset was given as it was opened: opened anew it has none. */
export interface CodesGiven extends GivenCodesCard {
  readonly dataset: DatasetSummary;
}

export interface CodesSlice {
  /** Ways to make codes; empty before they are listed. */
  readonly tokenizers: readonly PartCard[];
  /** The one that is chosen; null for the first. */
  readonly tokenizer: string | null;
  /** Settings that are not as usual. */
  readonly codeSettings: AnyValues;
  /** How far codes are made, 0 to 1; null where none are being made. */
  readonly makingCodes: number | null;
  readonly codesMade: CodesMade | null;
  /** Why they were not made. */
  readonly codesFailure: string | null;
  readonly codesGiven: CodesGiven | null;
  /** Why none were given, or taken back. */
  readonly givenFailure: string | null;
}

export const codes: CodesSlice = {
  tokenizers: [],
  tokenizer: null,
  codeSettings: {},
  makingCodes: null,
  codesMade: null,
  codesFailure: null,
  codesGiven: null,
  givenFailure: null,
};
