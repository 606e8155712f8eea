import { SCAN_TENSORS, type ScanSizes, type ScanTensor } from '../scan.ts';

/** A `ScanProblem`, in whatever precision. */
interface Given {
  readonly sizes: ScanSizes;
  readonly tensors: Readonly<Record<ScanTensor | 'dy', ArrayLike<number>>>;
}

type Tensors = Readonly<Record<ScanTensor, Float64Array>>;

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The f64 answer to a `ScanProblem`: y. */
export function scanAnswer(problem: Given): Float64Array {
  const { batch, length, channels, states } = problem.sizes;
  const y = new Float64Array(batch * length * channels);
  eachChannel(problem, (row, channel, h) => {
    const at = row * channels + channel;
    const { u, c, skip } = problem.tensors;
    y[at] = skip[channel] * u[at];
    for (let n = 0; n < states; n++) y[at] += c[row * states + n] * h[n];
  });
  return y;
}

/** The f64 gradient of Σ y ⊙ dy, part after part. */
export function scanGradientAnswer(problem: Given): Float64Array {
  const gradient = scanGradient(problem);
  return Float64Array.from(SCAN_TENSORS.flatMap((name) => [...gradient[name]]));
}

/** The same, by name. */
export function scanGradient(problem: Given): Tensors {
  const { sizes, tensors } = problem;
  const { length, states } = sizes;
  const gradient = Object.fromEntries(
    SCAN_TENSORS.map((name) => [name, new Float64Array(tensors[name].length)]),
  ) as unknown as Tensors;
  const path: Float64Array[] = []; // the states of the positions of one history and channel
  eachChannel(problem, (row, channel, h) => {
    path.push(h);
    if (path.length < length) return;
    const flow = new Float64Array(states); // what t + 1 gives back to the state at t
    for (let at = row; path.length > 0; at--) {
      path.pop();
      pullBack(problem, gradient, { row: at, channel }, path.at(-1) ?? new Float64Array(states), flow);
    }
  });
  return gradient;
}

/** Adds what one position of a channel gives; `flow` goes from what t + 1 gives back to what t does. */
function pullBack(
  { sizes, tensors: t }: Given,
  d: Tensors,
  { row, channel }: { readonly row: number; readonly channel: number },
  before: Float64Array,
  flow: Float64Array,
): void {
  const { channels, states } = sizes;
  const at = row * channels + channel;
  const step = softplus(t.delta[at]);
  let dstep = 0;
  d.u[at] += t.skip[channel] * t.dy[at];
  d.skip[channel] += t.u[at] * t.dy[at];
  for (let n = 0; n < states; n++) {
    const [place, own] = [row * states + n, channel * states + n];
    const rate = Math.exp(t.aLog[own]);
    const keep = Math.exp(-step * rate);
    const adjoint = t.dy[at] * t.c[place] + flow[n];
    d.c[place] += t.dy[at] * (keep * before[n] + step * t.u[at] * t.b[place]);
    d.b[place] += adjoint * step * t.u[at];
    d.u[at] += adjoint * step * t.b[place];
    dstep += adjoint * (t.u[at] * t.b[place] - rate * keep * before[n]);
    d.aLog[own] -= adjoint * before[n] * keep * step * rate;
    flow[n] = keep * adjoint;
  }
  d.delta[at] = dstep / (1 + Math.exp(-t.delta[at]));
}

/** Visits each channel's positions in order, with the states after each. */
function eachChannel({ sizes, tensors }: Given, visit: (row: number, channel: number, h: Float64Array) => void): void {
  const { batch, length, channels, states } = sizes;
  const { u, delta, b, aLog } = tensors;
  for (let history = 0; history < batch; history++) {
    for (let channel = 0; channel < channels; channel++) {
      let h = new Float64Array(states);
      for (let row = history * length; row < (history + 1) * length; row++) {
        const at = row * channels + channel;
        const step = softplus(delta[at]);
        h = h.map((state, n) => {
          const keep = Math.exp(-step * Math.exp(aLog[channel * states + n]));
          return keep * state + step * u[at] * b[row * states + n];
        });
        visit(row, channel, h);
      }
    }
  }
}
