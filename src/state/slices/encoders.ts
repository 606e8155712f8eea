/** Text encoders that were brought here, and what they made of the titles. */
import type { DatasetSummary, EncodedItems, EncoderCard } from '../../worker/contract.ts';

/** Files of an encoder on their way from an address. */
export interface Bringing {
  /** The file, where it comes from an address. */
  readonly file: string | null;
  readonly host: string | null;
  readonly bytes: number;
  readonly total: number | null;
}

/** Titles that are being read. */
export interface EncodingNow {
  readonly encoder: string;
  readonly read: number;
  /** Null before the first is read. */
  readonly of: number | null;
  /** Texts in a second, since the first report; null before there are two. */
  readonly rate: number | null;
}

/** What an encoder made of the titles of a dataset as it was opened: opened anew it has none. */
export interface Encoded extends EncodedItems {
  readonly dataset: DatasetSummary;
  /** Codes are made of it where nothing else is said. */
  readonly used: boolean;
}

export interface EncodersSlice {
  readonly encoders: readonly EncoderCard[];
  readonly bringing: Bringing | null;
  readonly encoding: EncodingNow | null;
  readonly encoded: Encoded | null;
  /** Why it was not brought, kept, read with or removed. */
  readonly encoderFailure: string | null;
}

export const encoders: EncodersSlice = {
  encoders: [],
  bringing: null,
  encoding: null,
  encoded: null,
  encoderFailure: null,
};
