import type { AnyValues, Settings } from './settings.ts';

/** Something that a run is put together of: how it is called, where it is from, what may be set. */
export interface Part<S extends Settings = Settings> {
  readonly name: string;
  readonly title: string;
  /** What it is, in a sentence or to stand in one. */
  readonly says: string;
  /** Paper, and where this differs. */
  readonly source: string;
  readonly settings: S;
}

/** Settings worth starting from, under a name. */
export interface Preset {
  readonly name: string;
  /** Whom it is for. */
  readonly says: string;
  readonly values: AnyValues;
  /** Small enough to learn in a minute or two where a processor plays the GPU. */
  readonly light?: true;
}
