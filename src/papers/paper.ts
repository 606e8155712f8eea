import type { Experiment } from './experiment.ts';

/** The parts of the collection, by the letter that an id begins with. */
export const groups = {
  A: 'Sequential recommenders',
  B: 'Sequence backbones',
  C: 'Item codes and generative retrieval',
  D: 'Decoding and inference',
  E: 'Objectives and regimes',
  F: 'Data quality, robustness, evaluation',
  G: 'Theory and surveys',
  H: 'Other domains',
} as const;

export type Group = keyof typeof groups;

/** A paper that this product draws on, as one row; a file of its own, found by its name (docs/papers.md). */
export interface Paper {
  /** Letter of its group and number, e.g. F4. */
  readonly id: string;
  readonly title: string;
  /** Null where our notes do not state them. */
  readonly authors: string | null;
  readonly year: number | null;
  /** As in `arXiv:2605.07125`. */
  readonly identifier: string | null;
  /** What it adds, in one sentence of our own. */
  readonly adds: string;
  /** File or folder of the repository that carries it; null where none does. */
  readonly part: string | null;
  /** What of it is here. */
  readonly carried: string;
  readonly leftOut: string;
  /** What would have to come out for the row to be accepted, in words, stated before anything is measured. */
  readonly accepts: string;
  /** What is run for that, loaded when it is asked for; null where there is none yet. */
  readonly experiment: (() => Promise<{ readonly experiment: Experiment }>) | null;
}
