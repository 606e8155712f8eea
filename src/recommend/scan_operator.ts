import { doubles } from '../runtime/double.ts';

/** One channel of a scan over a history: (T, N) shares that positions keep, and what a unit of the input writes at each. */
export interface HeldScan {
  readonly time: number;
  readonly states: number;
  readonly keeps: Float64Array;
  readonly writes: Float64Array;
}

/**
 * into (T, T), row-major, becomes Σ_n C_in (Π_{k=j+1…i} keep_kn) w_jn at i ≥ j, and 0 elsewhere.
 *
 * @param bc  (T, 2, N) what positions write and what they tell, C
 */
export function scanOperator(scan: HeldScan, bc: Float64Array, into: Float64Array): void {
  const program = scan.states % 4 === 0 ? doubles() : null;
  if (program !== null) program.scanOperator(scan, bc, into);
  else plainly(scan, bc, into);
}

function plainly({ time, states, keeps, writes }: HeldScan, bc: Float64Array, into: Float64Array): void {
  into.fill(0);
  for (let j = 0; j < time; j++) {
    const left = writes.slice(j * states, (j + 1) * states); // at i of a unit that was written at j
    for (let i = j; i < time; i++) {
      for (let n = 0; n < states; n++) {
        if (i > j) left[n] *= keeps[i * states + n];
        into[i * time + j] += bc[(i * 2 + 1) * states + n] * left[n];
      }
    }
  }
}
