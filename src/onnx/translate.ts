import { SettingsError } from '../core/errors.ts';
import { reachable } from '../graph/reachable.ts';
import { root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import { extents, type Params } from '../kernel/kernel.ts';
import type { OnnxForm, Value } from '../kernel/onnx_form.ts';
import { onnxForms } from './forms.ts';
import type { GraphWriter } from './graph_writer.ts';

/**
 * Writes what leads to `wanted`, traced for one history, as ONNX nodes: each launch by the form of its kernel. The first extent of
 * every tensor is left open, so that the graph holds for any batch.
 *
 * @param leaf  what stands for a tensor whose numbers come from outside
 * @param write  writes a kernel by its form
 * @throws SettingsError naming the kernels that have no ONNX form
 */
export function translate(
  g: GraphWriter,
  wanted: Tensor,
  leaf: (name: string, tensor: Tensor) => Value,
  write: Write = (form, read, params) => form.write(g, read, params),
): Value {
  const launches = reachable([wanted]);
  checkForms(launches);
  const written = new Map<Dispatch, Readonly<Record<string, Value | undefined>>>();
  const valueOf = (tensor: Tensor): Value => {
    const { origin } = root(tensor);
    if (origin.kind === 'leaf') return leaf(origin.name, root(tensor));
    if (origin.kind === 'view') throw new Error('onnx: a root is no view');
    const value = written.get(origin.of)?.[origin.name];
    if (value === undefined) throw new Error(`onnx: ${origin.of.kernel.name} writes no ${origin.name}`);
    return value;
  };
  for (const launch of launches) {
    const { kernel, inputs, params } = launch;
    g.place = `${kernel.name}_${written.size}`;
    const read = Object.entries(inputs)
      .filter(([name]) => name !== CLOCK)
      .map(([name, tensor]) => {
        const bound = extents(kernel.tensors[name], params);
        return [name, shaped(g, valueOf(tensor), root(tensor).shape, bound)] as const;
      });
    const form = onnxForms.get(kernel.name);
    written.set(launch, form === undefined ? {} : write(form, Object.fromEntries(read), params));
  }
  return valueOf(wanted);
}

/** Writes a kernel by its form: what it reads by name, and what it makes of that. */
export type Write = (
  form: OnnxForm,
  read: Readonly<Record<string, Value>>,
  params: Params,
) => ReturnType<OnnxForm['write']>;

/** What only dropout reads, of which there is none where nothing is trained. */
const CLOCK = 'clock';

/** A tensor as it is bound: the first extent follows from the batch. */
function shaped(g: GraphWriter, value: Value, shape: readonly number[], bound: readonly number[]): Value {
  if (bound.length === shape.length && bound.every((extent, i) => extent === shape[i])) return value;
  return g.node('Reshape', [value, g.integers([-1, ...bound.slice(1)])]);
}

function checkForms(launches: readonly Dispatch[]): void {
  const names = new Set(launches.map(({ kernel }) => kernel.name));
  const missing = [...names].filter((name) => !onnxForms.has(name));
  if (missing.length === 0) return;
  const words = missing.map((name) => `'${name}'`).join(', ');
  throw new SettingsError(`onnx: the model cannot be exported yet, there is no ONNX form of ${words}`);
}
