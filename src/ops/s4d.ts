import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import * as kernels from '../../shaders/s4d/s4d.kernels.ts';
import { s4dParams } from '../../shaders/s4d/s4d.reference.ts';

/** How a system in continuous time is turned into steps. */
export type Discretisation = 'hold' | 'bilinear';

/** Diagonal systems in continuous time, one for each channel. */
export interface ContinuousSystem {
  /** (1, C, N): ln of how fast each state forgets; or (2, C, N): behind those, how fast it turns, in radians. */
  readonly dynamics: Tensor;
  /** (1, C, N) or (2, C, N): what each state tells, real parts, then imaginary ones. */
  readonly readout: Tensor;
  /** (C): ln Δ, of the time between two positions. */
  readonly logStep: Tensor;
}

/**
 * Diagonal systems in steps: with A = −e^dynamics₀ + i·dynamics₁, C = readout₀ + i·readout₁ and Δ = e^logStep,
 *
 *   hold      Ā = e^(ΔA), B̄ = (e^(ΔA) − 1) / A        bilinear  Ā = (1 + ΔA/2) / (1 − ΔA/2), B̄ = Δ / (1 − ΔA/2)
 *
 * @returns  (4, N, C): Re Ā, Im Ā, Re W, Im W with W = C·B̄, twice that where each state stands for a pair of conjugates; differentiable
 * @throws ShapeError where something does not fit, or N is no multiple of 4
 * @see Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893
 */
export function discretised({ dynamics, readout, logStep }: ContinuousSystem, by: Discretisation): Tensor {
  const [planes = 0, channels = 0, states = 0] = dynamics.shape;
  if (planes !== 1 && planes !== 2) throw new ShapeError(`discretised: dynamics of ${planes} planes, expected 1 or 2`);
  if (states < 4 || !Number.isInteger(states / 4)) {
    throw new ShapeError(`discretised: ${states} states, expected a multiple of 4`);
  }
  checkShape('discretised: readout', readout.shape, dynamics.shape);
  checkShape('discretised: logStep', logStep.shape, [channels]);
  const params = { channels, states, planes, rule: by === 'hold' ? 0 : 1 };
  const inputs = { dynamics, readout, log_step: logStep };
  const { system } = dispatch(kernels.s4dDiscretise, inputs, params);
  return differentiable(system, [dynamics, readout, logStep], (dsystem) => {
    const back = dispatch(kernels.s4dDiscretiseBackward, { ...inputs, dsystem }, params);
    return [back.ddynamics, back.dreadout, back.dlog_step];
  });
}

/**
 * A diagonal linear system that is the same at every position, in each channel:
 *
 *   h_t = Ā ⊙ h_{t−1} + u_t        y_t = Re ⟨W, h_t⟩ + skip · u_t
 *
 * from h = 0 where a history begins. Two dispatches: one forward, one back.
 *
 * @param u       (B, T, C)
 * @param system  (4, N, C), as `discretised` gives it
 * @param skip    (C): the share of the input that goes past the states
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, C)
 * @throws ShapeError where something does not fit
 * @see Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893
 */
export function diagonalScan(u: Tensor, system: Tensor, skip: Tensor, starts?: Tensor): Tensor {
  const [batch = 0, time = 0, channels = 0] = u.shape;
  const states = system.shape[1] ?? 0;
  checkShape('diagonalScan: system', system.shape, [4, states, channels]);
  checkShape('diagonalScan: skip', skip.shape, [channels]);
  if (starts !== undefined) checkShape('diagonalScan: starts', starts.shape, [batch, time]);
  const params = s4dParams(batch, time, channels, states);
  const inputs = { u, system, skip };
  const { y, kept } =
    starts === undefined
      ? dispatch(kernels.s4dScan, inputs, params)
      : dispatch(kernels.s4dScanPacked, { ...inputs, starts }, params);
  return differentiable(y, [u, system, skip], (dy) => {
    const read = { ...inputs, kept, dy };
    const { du, dsystem, dskip } =
      starts === undefined
        ? dispatch(kernels.s4dScanBackward, read, params)
        : dispatch(kernels.s4dScanPackedBackward, { ...read, starts }, params);
    return [view(du, u.shape), dsystem, dskip];
  });
}
