import type { Random } from '../core/random.ts';
import { lastExtent } from '../core/shape.ts';
import { view, type Tensor } from '../graph/tensor.ts';
import { diagonalScan, discretised, pointwise, type Discretisation } from '../ops/index.ts';
import { drawn, normal, type Init, type Scope } from './scope.ts';
import { eigenvalues, type Eigenvalues, type Spectrum } from './spectra.ts';

export interface DiagonalConfig {
  /** N, states of a channel: a multiple of 4. */
  readonly modes: number;
  readonly spectrum: Spectrum;
  readonly discretisation: Discretisation;
}

/**
 * An S4D layer up to its last projection: GELU(y) with, in each channel,
 *
 *   h_t = Ā ⊙ h_{t−1} + x_t        y_t = 2 Re ⟨C·B̄, h_t⟩ + skip · x_t        Ā, B̄ of A and Δ: see ops/s4d
 *
 * A real system (`real`) has real states and is not doubled. A begins as its spectrum says, Δ between 0.001 and 0.1, evenly by its logarithm,
 * C as complex N(0, 1), skip as N(0, 1). The code of the paper has a gated linear layer behind; here the block's linear layer follows.
 *
 * @param x       (B, T, C)
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, C)
 * @see Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893, and state-spaces/s4, models/s4/s4d.py
 */
export function diagonalStateSpace(w: Scope, x: Tensor, c: DiagonalConfig, starts?: Tensor): Tensor {
  const channels = lastExtent(x.shape);
  const planes = c.spectrum === 'real' ? 1 : 2;
  const shape = [planes, channels, c.modes];
  // Frequencies of one channel differ a thousandfold: as a vector they are stored as halves, not as one scale for a row and eight bits each.
  const dynamics = w.parameter('dynamics', [planes * channels * c.modes], beginning(c, channels));
  const readout = w.parameter('readout', [planes * channels, c.modes], normal(Math.sqrt(1 / planes)));
  const system = discretised(
    {
      dynamics: view(dynamics, shape),
      readout: view(readout, shape),
      logStep: w.parameter('step', [channels], drawn(logarithmOfStep)),
    },
    c.discretisation,
  );
  return pointwise('gelu', diagonalScan(x, system, w.parameter('skip', [channels], normal(1)), starts));
}

/** ln −Re A of all channels, then Im A of all. */
function beginning({ spectrum, modes }: DiagonalConfig, channels: number): Init {
  let channel: Eigenvalues = { rates: [], frequencies: [] };
  const all: number[] = [];
  return drawn((random, i) => {
    if (i === 0) all.length = 0;
    const [n, count] = [i % modes, channels * modes];
    if (i < count) {
      if (n === 0 && (i === 0 || spectrum === 'random')) channel = eigenvalues(spectrum, modes, random);
      all.push(channel.frequencies[n]);
      return Math.log(channel.rates[n]);
    }
    return all[i - count];
  });
}

function logarithmOfStep(random: Random): number {
  const [least, most] = [Math.log(0.001), Math.log(0.1)];
  return least + (most - least) * random.uniform();
}
