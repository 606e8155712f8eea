import { SettingsError } from '../core/errors.ts';
import { firstLeaf } from '../events/events.ts';
import type { OnnxForm, Value } from '../kernel/onnx_form.ts';
import { HISTORIES } from './graph_writer.ts';
import { asRead, leafOf, writeLogits, type ModelParts } from './model_graph.ts';
import { INT64 } from './proto.ts';
import { StreamWriter, type StreamState } from './stream_writer.ts';
import type { Write } from './translate.ts';
import type { Wire } from './wire.ts';

/** How many items each history had before, where a model has a row for each place: below its window. */
export const PLACE = 'place';

/**
 * The forward pass of a model from one item to the next:
 *
 *   items (histories, 1), what else it reads (histories, 1) each, past_0, past_1, …   →   logits (histories, N), present_0, present_1, …
 *
 * What is told as present_i is given as past_i with the next item. Before the first one it is 0, of the stated shape, in which `before` is 0.
 *
 * @throws SettingsError for a model whose former states change with every item, or a kernel that cannot be written so
 */
export function streamGraph(parts: ModelParts): { readonly graph: Wire; readonly states: readonly StreamState[] } {
  const { model } = parts;
  if (model.sees !== 'past') {
    throw new SettingsError(`onnx: ${model.title} reads a history both ways, so that every item changes all before it`);
  }
  const g = new StreamWriter();
  const items = g.input('items', INT64, [HISTORIES, 1]);
  g.named(g.node('Shape', [items], { start: 0, end: 1 }), HISTORIES);
  const write: Write = (form, read, params) => {
    const before = g.states.length;
    const written = form.next?.(g, read, params) ?? form.write(g, read, params);
    if (mixes(form) && g.states.length === before) {
      throw new SettingsError(`onnx: '${form.name}' cannot be written from one item to the next yet`);
    }
    return written;
  };
  writeLogits(g, parts, 1, (name) => leafAt(g, items, name), write);
  return { graph: g.graph(model.name), states: g.states };
}

/** Whether a position of what a kernel writes is made of those before it. */
const mixes = ({ kernel: { rows } }: OnnxForm): boolean =>
  (rows?.earlier?.length ?? 0) > 0 || (rows?.inOrder?.length ?? 0) > 0;

/** What stands for a leaf that one item of each history fills; undefined for any other. */
function leafAt(g: StreamWriter, items: Value, name: string): Value | undefined {
  if (name === 'ids') return items;
  if (name === 'lengths') return g.node('Expand', [g.integers([1]), g.batch]);
  if (name === 'last') {
    return g.node('Range', [g.integers([0], []), g.node('Squeeze', [g.batch]), g.integers([1], [])]);
  }
  if (name === firstLeaf('oldest')) return g.input(PLACE, INT64, [HISTORIES]);
  if (name === firstLeaf('newest')) {
    throw new SettingsError(
      'onnx: positions are counted from the newest item, so that every item changes those of all before it; train with positions=oldest to go from item to item',
    );
  }
  return name in leafOf ? asRead(g, name, g.input(leafOf[name], INT64, [HISTORIES, 1])) : undefined;
}
