import { ImportError } from '../core/errors.ts';
import { type Dataset, history } from './dataset.ts';

/** Which target is asked for: 'validation' chooses the model, 'test' is looked at once. */
export type Stage = 'validation' | 'test';

/** Interactions a user needs: one to train on, one to validate, one to test. */
export const SHORTEST_HISTORY = 3;

/**
 * Leave-one-out with validation. Of every history of at least three interactions the last is the test target, the one
 * before it the validation target, the rest trains. Shorter histories are left out of training and evaluation alike.
 * Nothing is copied: `k` below counts `users`, and the functions give views of the dataset.
 */
export interface Split {
  readonly dataset: Dataset;
  /** Users evaluated, as indices into dataset.users, ascending. */
  readonly users: Uint32Array;
  /** Users with fewer than three interactions, and their interactions. */
  readonly leftOut: { readonly users: number; readonly interactions: number };
}

/** Throws ImportError where no history is long enough. */
export function split(dataset: Dataset): Split {
  const { offsets, name } = dataset;
  const total = dataset.users.length;
  const users = new Uint32Array(total);
  let found = 0;
  let interactions = 0;
  let longest = 0;
  for (let u = 0; u < total; u++) {
    const length = offsets[u + 1] - offsets[u];
    longest = Math.max(longest, length);
    if (length >= SHORTEST_HISTORY) users[found++] = u;
    else interactions += length;
  }
  if (found === 0) {
    throw new ImportError(
      `${name}: the longest history has ${longest} interactions, expected one of at least ${SHORTEST_HISTORY} ` +
        '(to train, validate and test); check which column is the user, or add data',
    );
  }
  return { dataset, users: users.slice(0, found), leftOut: { users: total - found, interactions } };
}

/** What user number `k` of the split trains on: everything before the validation target. At least one item. */
export const training = ({ dataset, users }: Split, k: number): Uint32Array =>
  history(dataset, users[k]).subarray(0, -2);

/** What is known when the target of user number `k` is to be ranked; for the test it includes the validation target. */
export const query = (split: Split, stage: Stage, k: number): Uint32Array =>
  stage === 'validation' ? training(split, k) : history(split.dataset, split.users[k]).subarray(0, -1);

/** The item that comes next. */
export const target = ({ dataset, users }: Split, stage: Stage, k: number): number =>
  dataset.items[dataset.offsets[users[k] + 1] - (stage === 'test' ? 1 : 2)];

/** Times of `query`, in seconds since 1970; null where the dataset has none. */
export function queryTimes({ dataset, users }: Split, stage: Stage, k: number): Float64Array | null {
  const { offsets, times } = dataset;
  return times && times.subarray(offsets[users[k]], offsets[users[k] + 1] - (stage === 'test' ? 1 : 2));
}

/** How often each item occurs in training. (items) */
export function trainingPopularity(split: Split): Uint32Array {
  const popularity = new Uint32Array(split.dataset.catalogue.ids.length);
  for (let k = 0; k < split.users.length; k++) for (const item of training(split, k)) popularity[item]++;
  return popularity;
}
