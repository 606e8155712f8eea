import { numpy as np, type Tensor } from '@jax-js/jax';
import type { Prepared } from '../adapter.ts';
import { boundsOf, type FsqProblem, type NearestCodeProblem } from '../codes.ts';

/** One jitted function, run again and again on the same inputs. */
type Repeated = (f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]) => Prepared;

export const nearestCode =
  (repeated: Repeated) =>
  ({ rows, codes, width, vectors, codebook }: NearestCodeProblem): Prepared =>
    repeated(
      (x, c) => {
        const half = np.square(c.ref).sum(-1).mul(0.5);
        return np.argmin(half.sub(np.einsum('rc,vc->rv', x, c)), -1);
      },
      [np.array(vectors, { shape: [rows, width] }), np.array(codebook, { shape: [codes, width] })],
    );

export const fsq =
  (repeated: Repeated) =>
  (problem: FsqProblem): Prepared => {
    const { rows, levels, z } = problem;
    const bounds = boundsOf(problem);
    const row = (value: (bound: (typeof bounds)[number]) => number): Tensor =>
      np.array(Float32Array.from(bounds, value), { shape: [1, levels.length] });
    return repeated(
      (x, half, offset, shift, middle) => np.rint(np.tanh(x.add(shift)).mul(half).sub(offset)).div(middle),
      [
        np.array(z, { shape: [rows, levels.length] }),
        row(({ half }) => half),
        row(({ offset }) => offset),
        row(({ shift }) => shift),
        row(({ middle }) => middle),
      ],
    );
  };
