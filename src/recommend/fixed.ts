import { reachable } from '../graph/reachable.ts';
import { root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import type { Bound } from '../runtime/cpu.ts';

/**
 * What launches that read the history read of those that do not: the same for every history, as the vectors that a model makes of
 * its codes.
 */
export function fixedIn(wanted: readonly Tensor[], history: readonly Tensor[]): Tensor[] {
  const varying = new Set<Tensor | Dispatch>(history);
  const origin = (t: Tensor): Tensor | Dispatch => {
    const { origin: from } = root(t);
    return from.kind === 'output' ? from.of : root(t);
  };
  const fixed = new Map<Dispatch, Map<string, Tensor>>();
  for (const launch of reachable(wanted)) {
    const inputs = Object.values(launch.inputs);
    if (!inputs.some((input) => varying.has(origin(input)))) continue;
    varying.add(launch);
    for (const input of inputs.map(root)) {
      if (input.origin.kind !== 'output' || varying.has(input.origin.of)) continue;
      const { of, name } = input.origin;
      fixed.set(of, (fixed.get(of) ?? new Map<string, Tensor>()).set(name, input));
    }
  }
  return [...fixed.values()].flatMap((outputs) => [...outputs.values()]);
}

/** What launches wrote, by the values of their outputs. */
export function boundOf(outputs: readonly Tensor[], values: readonly Float64Array[]): ReadonlyMap<Dispatch, Bound> {
  const bound = new Map<Dispatch, Bound>();
  for (const [i, { origin }] of outputs.entries()) {
    if (origin.kind === 'output') bound.set(origin.of, { ...bound.get(origin.of), [origin.name]: values[i] });
  }
  return bound;
}
