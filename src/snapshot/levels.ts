import { MOST_LEVELS } from '../core/history.ts';
import type { ExpectedTensor } from './items.ts';
import type { Outline } from './pieces.ts';
import { refusal } from './refusal.ts';
import { u32, type Tensor } from './tensor.ts';

const NAME = 'values.levels';

/** The tensor that holds the values that are told apart, a double of each, its lower word first; none where a model reads none. */
export const levelTensors = (reads: boolean): readonly ExpectedTensor[] =>
  reads ? [{ name: NAME, dtype: 'U32', shape: [null, 2] }] : [];

/** It at its largest. */
export const levelOutlines = (reads: boolean): readonly Outline[] =>
  reads ? [{ name: NAME, dtype: 'U32', shape: [MOST_LEVELS, 2] }] : [];

/** @throws SnapshotError for numbers that are no levels */
export function encodeLevels(levels: readonly number[] | null): readonly Tensor[] {
  if (levels === null) return [];
  checkLevels(levels);
  return [{ ...u32(NAME, new Uint32Array(Float64Array.from(levels).buffer)), shape: [levels.length, 2] }];
}

/** The levels of a file, null where its model reads no values. @throws SnapshotError for a file without them, or of numbers that are none */
export function decodeLevels(tensors: ReadonlyMap<string, Tensor>, reads: boolean): readonly number[] | null {
  if (!reads) return null;
  const tensor = tensors.get(NAME);
  if (tensor?.dtype !== 'U32') throw refusal('SNAP_TENSOR_LIST', NAME, 'expected doubles as U32');
  const levels = [...new Float64Array(tensor.data.slice().buffer)];
  checkLevels(levels);
  return levels;
}

/** @throws SnapshotError for none or too many, for one that is not finite, and for any that do not ascend */
function checkLevels(levels: readonly number[]): void {
  if (levels.length < 1 || levels.length > MOST_LEVELS) {
    throw refusal('SNAP_NUMBERS', NAME, `${levels.length} levels of values, expected 1 to ${MOST_LEVELS}`);
  }
  const odd = levels.findIndex((level, l) => !Number.isFinite(level) || level <= (levels[l - 1] ?? -Infinity));
  if (odd < 0) return;
  throw refusal('SNAP_NUMBERS', NAME, `${levels[odd]} at ${odd}, expected finite numbers that ascend`);
}
