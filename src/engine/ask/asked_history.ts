import { SettingsError } from '../../core/errors.ts';
import type { History } from '../../core/history.ts';
import type { Pacer } from '../../core/pace.ts';
import type { Catalogue } from '../../data/dataset.ts';
import { indicesOf } from '../data/items.ts';
import type { Times } from './messages.ts';

/** A history given by ids, and when its items were taken. @throws SettingsError for ids that the catalogue lacks, and for times of other than all items */
export async function askedHistory(
  items: Catalogue,
  ids: readonly string[],
  times: Times | undefined,
  pacer: Pacer,
): Promise<History> {
  if (times !== undefined && times.length !== ids.length) {
    throw new SettingsError(
      `times: ${times.length} of a history of ${ids.length} items, expected one for each, null where nobody knows`,
    );
  }
  const indices = await indicesOf(items, ids, pacer);
  return { items: indices, times: times === undefined ? null : Float64Array.from(times, (at) => at ?? NaN) };
}
