import { size } from '../core/shape.ts';
import { accumulate } from '../../shaders/elementwise/elementwise.kernels.ts';
import { dispatch, view, type Contribution, type Tensor } from './tensor.ts';

/** Every tensor `y` depends on through pullbacks, inputs before outputs. */
function ancestry(y: Tensor, seen = new Set<Tensor>()): Set<Tensor> {
  if (seen.has(y)) return seen;
  y.pullback?.inputs.forEach((x) => ancestry(x, seen));
  return seen.add(y);
}

/**
 * dL/dx for each x in `wrt`, given dL/dy: reverse-mode differentiation, as more graph.
 * @throws Error where y does not depend on one of `wrt`
 */
export function gradients(y: Tensor, dy: Tensor, wrt: readonly Tensor[]): Tensor[] {
  const gathered = new Map<Tensor, Tensor>([[y, dy]]);
  for (const t of [...ancestry(y)].reverse()) {
    const upstream = gathered.get(t);
    if (upstream === undefined || t.pullback === undefined) continue;
    const { inputs } = t.pullback;
    const contributions = t.pullback.apply(
      upstream,
      inputs.map((x) => gathered.get(x)),
    );
    contributions.forEach((contribution, i) => gather(gathered, inputs[i], contribution));
  }
  return wrt.map((x) => {
    const dx = gathered.get(x);
    if (dx === undefined) {
      throw new Error(`gradients: ${x.origin.kind === 'leaf' ? x.origin.name : 'a tensor'} does not reach the loss`);
    }
    return dx;
  });
}

function gather(gathered: Map<Tensor, Tensor>, x: Tensor, contribution: Contribution): void {
  if (contribution === null) return;
  if ('total' in contribution) {
    gathered.set(x, contribution.total);
    return;
  }
  const sofar = gathered.get(x);
  gathered.set(x, sofar === undefined ? contribution : sum(sofar, contribution));
}

function sum(a: Tensor, b: Tensor): Tensor {
  return view(dispatch(accumulate, { a, b }, { count: size(a.shape) }).total, a.shape);
}
