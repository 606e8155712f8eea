import { size } from '../core/shape.ts';
import type { Dispatch, Tensor } from '../graph/tensor.ts';
import { elements } from '../kernel/kernel.ts';

/**
 * Evaluates tensors with every kernel's reference, in f64: the oracle for the GPU executor, and what recommends where
 * there is no GPU. Leaves are given by name.
 */
export function evaluate(wanted: readonly Tensor[], leaves: Readonly<Record<string, Float64Array>>): Float64Array[] {
  const ran = new Map<Dispatch, Record<string, Float64Array>>();

  const run = (of: Dispatch): Record<string, Float64Array> => {
    const tensors: Record<string, Float64Array> = {};
    for (const [name, binding] of Object.entries(of.kernel.tensors)) {
      if (binding.access === 'write') tensors[name] = new Float64Array(elements(binding, of.params));
      else tensors[name] = binding.access === 'update' ? value(of.inputs[name]).slice() : value(of.inputs[name]);
    }
    of.kernel.reference(tensors, of.params);
    return tensors;
  };

  const value = (t: Tensor): Float64Array => {
    const { origin } = t;
    if (origin.kind === 'view') return value(origin.of);
    if (origin.kind === 'leaf') {
      const data = leaves[origin.name];
      if (data?.length !== size(t.shape)) {
        throw new Error(`evaluate: ${origin.name} needs ${size(t.shape)} numbers, got ${data?.length ?? 'none'}`);
      }
      return data;
    }
    let tensors = ran.get(origin.of);
    if (tensors === undefined) {
      tensors = run(origin.of);
      ran.set(origin.of, tensors);
    }
    return tensors[origin.name];
  };

  return wanted.map(value);
}
