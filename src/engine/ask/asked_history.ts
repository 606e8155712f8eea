import { SettingsError } from '../../core/errors.ts';
import { UNKNOWN_KIND, type History } from '../../core/history.ts';
import type { Pacer } from '../../core/pace.ts';
import type { Catalogue } from '../../data/dataset.ts';
import { indicesOf } from '../data/items.ts';
import type { ExplainOptions } from './messages.ts';

/** Whose history it is: the items and the kinds of events that are known. */
interface Known {
  readonly items: Catalogue;
  /** Kinds that are told apart. */
  readonly kinds: readonly string[];
}

/** A history given by ids, and what else is known of its events. @throws SettingsError for ids that the catalogue lacks, and for times, kinds or values of other than all items */
export async function askedHistory(
  { items, kinds: known }: Known,
  ids: readonly string[],
  { times, kinds, values }: ExplainOptions,
  pacer: Pacer,
): Promise<History> {
  for (const [what, given] of Object.entries({ times, kinds, values })) {
    if (given === undefined || given.length === ids.length) continue;
    throw new SettingsError(
      `${what}: ${given.length} of a history of ${ids.length} items, expected one for each, null where nobody knows`,
    );
  }
  return {
    items: await indicesOf(items, ids, pacer),
    times: times === undefined ? null : Float64Array.from(times, (at) => at ?? NaN),
    kinds: kinds === undefined ? null : Uint8Array.from(kinds, (kind) => codeOf(kind, known)),
    values: values === undefined ? null : Float64Array.from(values, (value) => value ?? NaN),
  };
}

/** A kind as a history has it, among those that are `known`: of any other nobody knows what it is. */
export const codeOf = (kind: string | null, known: readonly string[]): number =>
  kind === null || !known.includes(kind) ? UNKNOWN_KIND : known.indexOf(kind) + 1;
