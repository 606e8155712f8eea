import { jit, nn, numpy as np, tree, valueAndGrad, type Tensor } from '@jax-js/jax';
import type { Prepared } from '../adapter.ts';
import { ADAM, EPSILON, type SasrecProblem, type SasrecSizes } from '../sasrec.ts';

/** Parameters, gradients or moments by name. Reading a name consumes its one reference. */
type Tensors = Readonly<Record<string, Tensor>>;

const norm = (x: Tensor, weights: Tensors, name: string): Tensor =>
  nn.standardize(x, -1, { epsilon: EPSILON }).mul(weights[`${name}.gamma`]).add(weights[`${name}.beta`]);

const linear = (x: Tensor, weights: Tensors, name: string): Tensor =>
  np.matmul(x, weights[`${name}.weight`]).add(weights[`${name}.bias`]);

function block(x: Tensor, weights: Tensors, name: string, { batch, length, width, heads }: SasrecSizes): Tensor {
  const qkv = linear(norm(x.ref, weights, `${name}.norm1`), weights, `${name}.qkv`);
  const [q, k, v] = np.split(qkv, 3, -1).map((part) => part.reshape([batch, length, heads, width / heads]));
  const attended = nn.dotProductAttention(q, k, v, { isCausal: true }).reshape([batch, length, width]);
  const middle = x.add(linear(attended, weights, `${name}.out`));
  const up = nn.gelu(linear(norm(middle.ref, weights, `${name}.norm2`), weights, `${name}.up`));
  return middle.add(linear(up, weights, `${name}.down`));
}

/** Leaves one reference of `weights.items` for the scores. `ids` stays (batch, length): a view would not differentiate. */
function encode(weights: Tensors, ids: Tensor, sizes: SasrecSizes): Tensor {
  let x = np.take(weights.items.ref, ids, 0).add(weights.positions);
  for (let i = 0; i < sizes.blocks; i++) x = block(x, weights, `blocks.${i}`, sizes);
  return x;
}

/** The target's logit is picked by a mask, because `takeAlongAxis` does not differentiate inside `jit`. */
function loss(weights: Tensors, ids: Tensor, targets: Tensor, sizes: SasrecSizes): Tensor {
  const { items, batch, length, width } = sizes;
  const x = norm(encode(weights, ids, sizes), weights, 'norm').reshape([batch * length, width]);
  const logits = np.einsum('tc,vc->tv', x, weights.items);
  const own = np.where(targets.reshape([batch * length, 1]).equal(np.arange(items)), logits.ref, 0).sum(-1);
  return nn.logsumexp(logits, -1).sub(own).mean();
}

const upload = ({ weights }: SasrecProblem): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { values, shape }]) => [name, np.array(values, { shape: [...shape] })]),
  );

const ids = (values: Int32Array, { batch, length }: SasrecSizes): Tensor =>
  np.array(values, { shape: [batch, length] });

/** One jitted function from ids to scores. */
export function inference(problem: SasrecProblem): Prepared {
  const { sizes, batches } = problem;
  const weights = upload(problem);
  const compiled = jit((tensors: Tensors, inputs: Tensor): Tensor => {
    const last = encode(tensors, inputs, sizes).slice([], sizes.length - 1);
    return np.einsum('bc,vc->bv', norm(last, tensors, 'norm'), tensors.items);
  });
  let scores = new Float32Array();
  return {
    async run() {
      scores = new Float32Array(await compiled(tree.ref(weights), ids(batches[0].inputs, sizes)).data());
    },
    result: () => Promise.resolve(scores),
  };
}

const scalar = (value: number): Tensor => np.array(Float32Array.of(value), { shape: [] });

/** One jitted function from parameters, moments and batch to their successors and the loss; reading the loss runs it all. */
export function training(problem: SasrecProblem): Prepared {
  const { sizes, batches, weights } = problem;
  const zeros = (): Tensors =>
    Object.fromEntries(
      Object.entries(weights).map(([name, { values, shape }]) => [
        name,
        np.array(new Float32Array(values.length), { shape: [...shape] }),
      ]),
    );
  const compiled = jit(
    (tensors: Tensors, first: Tensors, second: Tensors, correction: Tensors, inputs: Tensor, targets: Tensor) => {
      const differentiate = valueAndGrad((at: Tensors, from: Tensor, to: Tensor) => loss(at, from, to, sizes));
      const [value, gradients] = differentiate(tree.ref(tensors), inputs, targets);
      const next = adam(tensors, gradients, first, second, correction);
      return { ...next, loss: value };
    },
  );
  let state = { tensors: upload(problem) as Tensors, first: zeros(), second: zeros() };
  let step = 0;
  let latest = NaN;
  return {
    async run() {
      const { inputs, targets } = batches[step % batches.length];
      step++;
      const correction = {
        first: scalar(1 / (1 - ADAM.beta1 ** step)),
        second: scalar(1 / (1 - ADAM.beta2 ** step)),
      };
      const { tensors, first, second } = state;
      const made = compiled(tensors, first, second, correction, ids(inputs, sizes), ids(targets, sizes));
      state = { tensors: made.tensors, first: made.first, second: made.second };
      [latest] = await made.loss.data();
    },
    result: () => Promise.resolve([latest]),
  };
}

function adam(tensors: Tensors, gradients: Tensors, first: Tensors, second: Tensors, correction: Tensors) {
  const { rate, beta1, beta2, epsilon } = ADAM;
  const next = { tensors: {}, first: {}, second: {} } as Record<'tensors' | 'first' | 'second', Record<string, Tensor>>;
  for (const name of Object.keys(tensors)) {
    const gradient = gradients[name];
    const m = first[name].mul(beta1).add(gradient.ref.mul(1 - beta1));
    const v = second[name].mul(beta2).add(np.square(gradient).mul(1 - beta2));
    const length = np.sqrt(v.ref.mul(correction.second.ref)).add(epsilon);
    next.tensors[name] = tensors[name].sub(m.ref.mul(correction.first.ref).mul(rate).div(length));
    next.first[name] = m;
    next.second[name] = v;
  }
  tree.dispose(correction);
  return next;
}
