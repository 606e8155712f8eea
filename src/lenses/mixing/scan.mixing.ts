import { sigmoid, silu } from '../../../shaders/pointwise/pointwise.reference.ts';
import { TAPS } from '../../../shaders/convolution/convolution.reference.ts';
import type { Observed } from '../../recommend/reader.ts';
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
    return {
      time,
      sees: 'past',
      count: channels,
      write(channel, into) {
        ofScan(scan, channel, into);
        if (convolution !== null) throughConvolution(convolution, channel, into);
        if (gate !== null) throughGate(gate, channel, into);
      },
    };
  },
};

function ofScan(scan: Observed, channel: number, into: Float64Array): void {
  const { time, states, keeps, writes, skip } = new ScanChannel(scan, channel);
  const { bc } = scan.tensors;
  const written = new Float64Array(states); // what is left at i of a unit that was written at j
  into.fill(0);
  for (let j = 0; j < time; j++) {
    let own = skip;
    for (let n = 0; n < states; n++) {
      written[n] = writes[j * states + n];
      own += bc[(j * 2 + 1) * states + n] * written[n];
    }
    into[j * time + j] = own;
    for (let i = j + 1; i < time; i++) {
      const [keep, told] = [i * states, (i * 2 + 1) * states];
      let sum = 0;
      for (let n = 0; n < states; n++) {
        const left = (written[n] *= keeps[keep + n]);
        sum += bc[told + n] * left;
      }
      into[i * time + j] = sum;
    }
  }
}

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
  const moved = new Float64Array(time);
  for (let i = 0; i < time; i++) {
    const row = operator.subarray(i * time, i * time + i + 1);
    moved.fill(0);
    for (let back = 0; back < TAPS; back++) {
      for (let s = back; s <= i; s++) moved[s - back] += row[s] * moves[back * time + s];
    }
    row.set(moved.subarray(0, row.length));
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
