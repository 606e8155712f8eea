/** Whole states of a training beside its receipt: whoever verifies it can begin there. */
import { size } from '../core/shape.ts';
import type { Parameter } from './storage.ts';
import { refusal } from './refusal.ts';
import { f32, type Tensor } from './tensor.ts';

/** Weights and both moments after a step, each an arena as training has it. */
export interface WholeState {
  readonly step: number;
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly firstMoment: Float32Array<ArrayBuffer>;
  readonly secondMoment: Float32Array<ArrayBuffer>;
}

const PARTS = ['parameters', 'firstMoment', 'secondMoment'] as const;

/** So many states at most may be in a file. */
export const MOST_STATES = 3;

/** Numbers between two parameters of an arena, at most. */
const MOST_GAP = 64;

const NAME = /^state\.([1-9]\d{0,14})$/;
export const isState = (name: string): boolean => NAME.test(name);

/** A tensor F32 (3, count) of each. */
export const encodeStates = (states: readonly WholeState[]): Tensor[] =>
  states.map((state) => {
    const { length } = state.parameters;
    const values = new Float32Array(3 * length);
    PARTS.forEach((part, i) => values.set(state[part], i * length));
    return f32(`state.${state.step}`, [3, length], values);
  });

/** The states in the order of their steps. @throws SnapshotError where they are not such of a model of these parameters */
export function decodeStates(tensors: readonly Tensor[], places: readonly Pick<Parameter, 'shape'>[]): WholeState[] {
  const found = tensors.filter(({ name }) => isState(name));
  if (found.length > MOST_STATES) {
    throw refusal('SNAP_TENSOR_LIST', 'states', `${found.length} of them, expected at most ${MOST_STATES}`);
  }
  const least = places.reduce((sum, { shape }) => sum + size(shape), 0);
  const most = least + MOST_GAP * places.length;
  const states = found.map(({ name, dtype, shape, data }) => {
    const [parts, length] = shape;
    if (dtype !== 'F32' || shape.length !== 2 || parts !== 3 || length < least || length > most) {
      const cause = `${dtype} of shape (${shape.join(', ')}), expected F32 of (3, ${least} to ${most})`;
      throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, cause);
    }
    const part = (i: number): Float32Array<ArrayBuffer> =>
      Float32Array.from(data.subarray(i * length, (i + 1) * length));
    const step = Number(NAME.exec(name)?.[1]);
    return { step, parameters: part(0), firstMoment: part(1), secondMoment: part(2) };
  });
  return states.sort((a, b) => a.step - b.step);
}
