import { ADAM, type SasrecBatch, type SasrecProblem, type SasrecSizes } from '../sasrec.ts';
import { attendHead, attendHeadBackward, type HeadRows } from './attention.ts';
import { crossEntropy, gelu, geluSlope, layernorm, layernormBackward } from './functions.ts';
import { add, addRow, gatherRows, multiply, sumRows, transpose } from './linear.ts';

/** Parameters, or their gradients, by name. */
export type Parameters = Readonly<Record<string, Float64Array>>;

/** What one block keeps for its derivative. */
interface BlockTape {
  readonly norm1: ReturnType<typeof layernorm>;
  readonly qkv: Float64Array;
  readonly attended: Float64Array;
  readonly norm2: ReturnType<typeof layernorm>;
  readonly up: Float64Array;
}

/** The f64 copy of a problem's weights. */
export const parameters = ({ weights }: SasrecProblem): Record<string, Float64Array> =>
  Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, Float64Array.from(values)]));

const linear = (x: Float64Array, weights: Parameters, name: string): Float64Array => {
  const bias = weights[`${name}.bias`];
  const inner = weights[`${name}.weight`].length / bias.length;
  return addRow(multiply(x, weights[`${name}.weight`], x.length / inner, inner, bias.length), bias);
};

/** Puts the gradients of layer `name` into `gradients` and gives that of its input x. */
function linearBackward(
  dy: Float64Array,
  x: Float64Array,
  weights: Parameters,
  gradients: Record<string, Float64Array>,
  name: string,
): Float64Array {
  const cols = weights[`${name}.bias`].length;
  const rows = dy.length / cols;
  const inner = x.length / rows;
  gradients[`${name}.bias`] = sumRows(dy, cols);
  gradients[`${name}.weight`] = multiply(transpose(x, rows, inner), dy, inner, rows, cols);
  return multiply(dy, transpose(weights[`${name}.weight`], inner, cols), rows, cols, inner);
}

const norm = (x: Float64Array, weights: Parameters, name: string): ReturnType<typeof layernorm> =>
  layernorm(x, weights[`${name}.gamma`], weights[`${name}.beta`]);

function normBackward(
  dy: Float64Array,
  tape: ReturnType<typeof layernorm>,
  weights: Parameters,
  gradients: Record<string, Float64Array>,
  name: string,
): Float64Array {
  const gamma = weights[`${name}.gamma`];
  gradients[`${name}.beta`] = sumRows(dy, gamma.length);
  gradients[`${name}.gamma`] = sumRows(
    dy.map((value, i) => value * tape.normal[i]),
    gamma.length,
  );
  return layernormBackward(dy, gamma, tape.normal, tape.rstd);
}

/** Visits every (sequence, head) with views of its part of qkv-shaped and y-shaped matrices. */
function eachHead(
  { batch, length, width, heads }: SasrecSizes,
  visit: (packed: (values: Float64Array, third: number) => HeadRows, plain: (values: Float64Array) => HeadRows) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const column = (h * width) / heads;
      visit(
        (values, third) => ({ values, offset: b * length * 3 * width + third * width + column, stride: 3 * width }),
        (values) => ({ values, offset: b * length * width + column, stride: width }),
      );
    }
  }
}

function block(x: Float64Array, weights: Parameters, name: string, sizes: SasrecSizes): [Float64Array, BlockTape] {
  const norm1 = norm(x, weights, `${name}.norm1`);
  const qkv = linear(norm1.y, weights, `${name}.qkv`);
  const attended = new Float64Array(x.length);
  const head = { length: sizes.length, width: sizes.width / sizes.heads };
  eachHead(sizes, (packed, plain) => attendHead(packed(qkv, 0), packed(qkv, 1), packed(qkv, 2), plain(attended), head));
  const middle = add(x, linear(attended, weights, `${name}.out`));
  const norm2 = norm(middle, weights, `${name}.norm2`);
  const up = linear(norm2.y, weights, `${name}.up`);
  return [add(middle, linear(up.map(gelu), weights, `${name}.down`)), { norm1, qkv, attended, norm2, up }];
}

function blockBackward(
  dy: Float64Array,
  { norm1, qkv, attended, norm2, up }: BlockTape,
  weights: Parameters,
  gradients: Record<string, Float64Array>,
  name: string,
  sizes: SasrecSizes,
): Float64Array {
  const dactive = linearBackward(dy, up.map(gelu), weights, gradients, `${name}.down`);
  const dup = dactive.map((value, i) => value * geluSlope(up[i]));
  const dnorm2 = linearBackward(dup, norm2.y, weights, gradients, `${name}.up`);
  const dmiddle = add(dy, normBackward(dnorm2, norm2, weights, gradients, `${name}.norm2`));
  const dattended = linearBackward(dmiddle, attended, weights, gradients, `${name}.out`);
  const dqkv = new Float64Array(qkv.length);
  const head = { length: sizes.length, width: sizes.width / sizes.heads };
  eachHead(sizes, (packed, plain) => {
    attendHeadBackward(
      { q: packed(qkv, 0), k: packed(qkv, 1), v: packed(qkv, 2), y: plain(attended), dy: plain(dattended) },
      { dq: packed(dqkv, 0), dk: packed(dqkv, 1), dv: packed(dqkv, 2) },
      head,
    );
  });
  const dnorm1 = linearBackward(dqkv, norm1.y, weights, gradients, `${name}.qkv`);
  return add(dmiddle, normBackward(dnorm1, norm1, weights, gradients, `${name}.norm1`));
}

function encode(weights: Parameters, ids: ArrayLike<number>, sizes: SasrecSizes): [Float64Array, BlockTape[]] {
  let x = addRow(gatherRows(weights.items, ids, sizes.width), weights.positions);
  const tapes: BlockTape[] = [];
  for (let i = 0; i < sizes.blocks; i++) {
    const [y, tape] = block(x, weights, `blocks.${i}`, sizes);
    tapes.push(tape);
    x = y;
  }
  return [x, tapes];
}

/** Scores (batch, items) of the position after each sequence: norm(x_last) · itemsᵀ. */
export function scores(weights: Parameters, ids: ArrayLike<number>, sizes: SasrecSizes): Float64Array {
  const [x] = encode(weights, ids, sizes);
  const last = Float64Array.from({ length: sizes.batch }, (_, b) => (b + 1) * sizes.length - 1);
  const { y } = norm(gatherRows(x, last, sizes.width), weights, 'norm');
  return multiply(y, transpose(weights.items, sizes.items, sizes.width), sizes.batch, sizes.width, sizes.items);
}

/** Mean cross-entropy over all positions, and the gradient of every parameter. */
export function lossAndGradients(
  weights: Parameters,
  { inputs, targets }: SasrecBatch,
  sizes: SasrecSizes,
): { readonly loss: number; readonly gradients: Parameters } {
  const { items, width, length, blocks } = sizes;
  const rows = inputs.length;
  const [x, tapes] = encode(weights, inputs, sizes);
  const final = norm(x, weights, 'norm');
  const logits = multiply(final.y, transpose(weights.items, items, width), rows, width, items);
  const { loss, dlogits } = crossEntropy(logits, targets, items);

  const gradients: Record<string, Float64Array> = {
    items: multiply(transpose(dlogits, rows, items), final.y, items, rows, width),
  };
  let dx = normBackward(multiply(dlogits, weights.items, rows, items, width), final, weights, gradients, 'norm');
  for (let i = blocks - 1; i >= 0; i--) dx = blockBackward(dx, tapes[i], weights, gradients, `blocks.${i}`, sizes);
  gradients.positions = sumRows(dx, length * width);
  dx.forEach((value, i) => (gradients.items[inputs[Math.floor(i / width)] * width + (i % width)] += value));
  return { loss, gradients };
}

/** Losses of the first `steps` training steps with Adam, each before its own update. */
export function trainingLosses(problem: SasrecProblem, steps: number): number[] {
  const weights = parameters(problem);
  const first = Object.fromEntries(
    Object.entries(weights).map(([name, { length }]) => [name, new Float64Array(length)]),
  );
  const second = Object.fromEntries(
    Object.entries(first).map(([name, { length }]) => [name, new Float64Array(length)]),
  );
  const losses: number[] = [];
  for (let t = 1; t <= steps; t++) {
    const batch = problem.batches[(t - 1) % problem.batches.length];
    const { loss, gradients } = lossAndGradients(weights, batch, problem.sizes);
    losses.push(loss);
    for (const [name, gradient] of Object.entries(gradients))
      adam(weights[name], gradient, first[name], second[name], t);
  }
  return losses;
}

function adam(x: Float64Array, gradient: Float64Array, first: Float64Array, second: Float64Array, t: number): void {
  const { rate, beta1, beta2, epsilon } = ADAM;
  gradient.forEach((g, i) => {
    first[i] = beta1 * first[i] + (1 - beta1) * g;
    second[i] = beta2 * second[i] + (1 - beta2) * g * g;
    x[i] -= (rate * (first[i] / (1 - beta1 ** t))) / (Math.sqrt(second[i] / (1 - beta2 ** t)) + epsilon);
  });
}
