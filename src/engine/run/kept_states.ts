import { MOST_STATES, type WholeState } from '../../snapshot/states.ts';

/** Bytes that the states of a run may take together. */
const MOST_BYTES = 32 * 2 ** 20;
const BYTES = 3 * Float32Array.BYTES_PER_ELEMENT;

/** A few whole states of a run, from validations as far apart as they can be without knowing how many there will be. */
export class KeptStates {
  states: readonly WholeState[] = [];
  private stride = 1;

  /** @param place  how many validations there were before */
  offer(place: number, state: WholeState): void {
    if (MOST_STATES * BYTES * state.parameters.length > MOST_BYTES || (place + 1) % this.stride !== 0) return;
    this.states = [...this.states, state];
    if (this.states.length <= MOST_STATES) return;
    this.states = this.states.filter((_, i) => i % 2 === 1);
    this.stride *= 2;
  }

  forget(): void {
    this.states = [];
  }

  /** States after this step will be made again, and others perhaps. */
  back(step: number): void {
    this.states = this.states.filter((state) => state.step <= step);
  }
}
