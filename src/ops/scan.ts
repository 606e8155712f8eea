import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { scanBackward, scanForward, scanPackedForward } from '../../shaders/scan/scan.kernels.ts';
import { scanParams } from '../../shaders/scan/scan.reference.ts';

/** What a selective scan has learned of its channels. */
export interface Dynamics {
  /** (C, N): the logarithm of how fast each state forgets. */
  readonly aLog: Tensor;
  /** (C): the share of the input that goes past the states. */
  readonly skip: Tensor;
}

/**
 * The selective scan S6: N states for each channel, which what is read writes to, forgets and reads.
 *
 *   Δ_t = softplus(delta_t)        h_t = e^(−Δ_t·e^aLog) ⊙ h_{t−1} + Δ_t u_t B_t        y_t = ⟨C_t, h_t⟩ + skip ⊙ u_t
 *
 * from h = 0 where a history begins. Three dispatches: one forward, two back.
 *
 * @param u       (B, T, C)
 * @param delta   (B, T, C), the step before softplus
 * @param bc      (B, T, 2N): B and C of each position
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, C)
 * @throws ShapeError where something does not fit, or N is not a multiple of 4 up to 32
 * @see Gu & Dao 2023, arXiv:2312.00752, eqs. 1–4, algorithm 2; B is discretised as in their code, by Δ alone
 */
export function selectiveScan(u: Tensor, delta: Tensor, bc: Tensor, { aLog, skip }: Dynamics, starts?: Tensor): Tensor {
  const [batch = 0, time = 0, channels = 0] = u.shape;
  const states = aLog.shape[1] ?? 0;
  if (!Number.isInteger(states / 4) || states < 4 || states > 32) {
    throw new ShapeError(`selectiveScan: ${states} states, expected a multiple of 4 up to 32`);
  }
  checkShape('selectiveScan: delta', delta.shape, u.shape);
  checkShape('selectiveScan: bc', bc.shape, [batch, time, 2 * states]);
  checkShape('selectiveScan: aLog', aLog.shape, [channels, states]);
  checkShape('selectiveScan: skip', skip.shape, [channels]);
  if (starts !== undefined) checkShape('selectiveScan: starts', starts.shape, [batch, time]);
  const params = scanParams(batch, time, channels, states);
  const inputs = { u, delta, bc, a_log: aLog, skip };
  const { y, kept } =
    starts === undefined
      ? dispatch(scanForward, inputs, params)
      : dispatch(scanPackedForward, { ...inputs, starts }, params);
  return differentiable(y, [u, delta, bc, aLog, skip], (dy) => {
    const { du, ddelta, dbc, da_log, dskip } = dispatch(scanBackward, { u, delta, bc, kept, dy }, params);
    return [view(du, u.shape), view(ddelta, delta.shape), view(dbc, bc.shape), da_log, dskip];
  });
}
