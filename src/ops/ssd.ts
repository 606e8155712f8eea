import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { ssdBackward, ssdForward, ssdPackedForward } from '../../shaders/ssd/ssd.kernels.ts';
import { ssdParams } from '../../shaders/ssd/ssd.reference.ts';
import type { Dynamics } from './scan.ts';

/**
 * The state space dual of Mamba-2: H heads, each of C / H channels with N states, which all forget at one rate.
 *
 *   Δ_t = softplus(delta_t)        S_t = e^(−Δ_t·e^aLog) S_{t−1} + Δ_t B_t u_tᵀ        y_t = C_tᵀ S_t + skip ⊙ u_t
 *
 * from S = 0 where a history begins. It is computed in chunks of 16 positions, within a chunk as attention that fades: five passes forward,
 * seven back.
 *
 * @param u         (B, T, C), channels of a head side by side
 * @param delta     (B, T, H), the step before softplus
 * @param bc        (B, T, 2N): B and C of each position, which all heads share
 * @param dynamics  aLog and skip, both (H)
 * @param starts    u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns         (B, T, C)
 * @throws ShapeError where something does not fit, C / H or N is no multiple of 4
 * @see Dao & Gu 2024, arXiv:2405.21060
 */
export function stateSpaceDual(
  u: Tensor,
  delta: Tensor,
  bc: Tensor,
  { aLog, skip }: Dynamics,
  starts?: Tensor,
): Tensor {
  const [batch = 0, time = 0, channels = 0] = u.shape;
  const [heads = 0] = aLog.shape;
  const states = (bc.shape[2] ?? 0) / 2;
  if (!Number.isInteger(channels / heads / 4)) {
    throw new ShapeError(`stateSpaceDual: ${channels} channels in ${heads} heads, expected a multiple of 4 in each`);
  }
  if (states < 4 || !Number.isInteger(states / 4)) {
    throw new ShapeError(`stateSpaceDual: ${states} states, expected a multiple of 4`);
  }
  checkShape('stateSpaceDual: delta', delta.shape, [batch, time, heads]);
  checkShape('stateSpaceDual: bc', bc.shape, [batch, time, 2 * states]);
  checkShape('stateSpaceDual: skip', skip.shape, [heads]);
  if (starts !== undefined) checkShape('stateSpaceDual: starts', starts.shape, [batch, time]);
  const params = ssdParams(batch, time, channels, heads, states);
  const inputs = { x: u, delta, bc, a_log: aLog, skip };
  const { y, ...kept } =
    starts === undefined
      ? dispatch(ssdForward, inputs, params)
      : dispatch(ssdPackedForward, { ...inputs, starts }, params);
  return differentiable(y, [u, delta, bc, aLog, skip], (dy) => {
    const { dx, ddelta, dbc, da_log, dskip } = dispatch(ssdBackward, { ...inputs, ...kept, dy }, params);
    return [view(dx, u.shape), view(ddelta, delta.shape), view(dbc, bc.shape), da_log, dskip];
  });
}
