import { sigmoid, silu } from '../../../shaders/pointwise/pointwise.reference.ts';
import { TAPS } from '../../../shaders/convolution/convolution.reference.ts';
import type { Observed } from '../../recommend/reader.ts';
import { scanOperator } from '../../recommend/scan_operator.ts';
import { SCAN, ScanChannel } from '../scan_states.ts';
import type { Mixing } from './mixing.ts';

const CONVOLUTION = { kernel: 'convolution.', tensors: ['x', 'weight', 'bias', 'starts'] } as const;
const GATE = { kernel: 'gate.', tensors: ['z'] } as const;

/**
 * y_i = Σ_{j ≤ i} M_ij u_j with M_ij = Σ_n C_in (Π_{k = j+1…i} e^(−Δ_k A_n)) Δ_j B_jn, and the skip at i = j. Where a convolution writes u
 * and a gate reads y, they are held too: u_s = σ(p_s)(Σ_j w_{3−(s−j)} x_j + b), and y_i times silu(z_i). Ali, Zimerman & Wolf 2024,
 * arXiv:2403.01590, section 3, with the convolution and the gate.
 */
export const mixing: Mixing = {
  kernel: SCAN.kernel,
  wanted: [SCAN, CONVOLUTION, GATE],
  held: 'Of a selective scan its steps and what it writes and tells are held, with the convolution before it and the gate behind it.',
  operators(all, at) {
    const scan = all[at];
    const before = all.at(scan.from.u ?? all.length);
    const convolution = before?.kernel.startsWith(CONVOLUTION.kernel) === true ? before : null;
    const gate = all.find(({ kernel, from }) => kernel.startsWith(GATE.kernel) && from.x === at) ?? null;
    const { time, channels } = scan.params;
    const one = new ScanChannel(scan);
    return {
      time,
      sees: 'past',
      count: channels,
      write(channel, into) {
        scanOperator(one.read(channel), scan.tensors.bc, into);
        for (let t = 0; t < time; t++) into[t * time + t] += one.skip;
        if (convolution !== null) throughConvolution(convolution, channel, into);
        if (gate !== null) throughGate(gate, channel, into);
      },
    };
  },
};

/** From what moves u to what moves x: M_ij ← Σ_s M_is σ(p_s) w_{3−(s−j)}. */
function throughConvolution({ params, tensors }: Observed, channel: number, operator: Float64Array): void {
  const { time, channels } = params;
  const { x, weight, bias, starts } = tensors;
  const taps = Float64Array.from({ length: TAPS }, (_, back) => weight[(TAPS - 1 - back) * channels + channel]);
  /** (taps, T) by how much x, so many positions back, moves u; 0 before a history begins. */
  const moves = new Float64Array(TAPS * time);
  for (let s = 0; s < time; s++) {
    let [sum, reach] = [bias[channel], 0];
    for (let back = 0; back < TAPS && back <= s; back++) {
      sum += taps[back] * x[(s - back) * channels + channel];
      reach = back;
      if (starts !== undefined && starts[s - back] !== 0) break;
    }
    for (let back = 0; back <= reach; back++) moves[back * time + s] = sigmoid.value(sum) * taps[back];
  }
  const [m0, m1, m2, m3] = [0, 1, 2, 3].map((back) => moves.subarray(back * time, (back + 1) * time));
  for (let i = 0; i < time; i++) {
    for (let j = 0, at = i * time; j <= i; j++, at++) {
      let sum = operator[at] * m0[j];
      if (j < i) sum += operator[at + 1] * m1[j + 1];
      if (j + 1 < i) sum += operator[at + 2] * m2[j + 2];
      if (j + 2 < i) sum += operator[at + 3] * m3[j + 3];
      operator[at] = sum;
    }
  }
}

function throughGate({ tensors }: Observed, channel: number, operator: Float64Array): void {
  const time = Math.sqrt(operator.length);
  const channels = tensors.z.length / time;
  for (let i = 0; i < time; i++) {
    const passes = silu.value(tensors.z[i * channels + channel]);
    for (let j = 0; j <= i; j++) operator[i * time + j] *= passes;
  }
}
