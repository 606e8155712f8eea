import type { Loop, OnnxStream, Value } from '../kernel/onnx_form.ts';
import { GraphWriter, HISTORIES } from './graph_writer.ts';
import { FLOAT } from './proto.ts';

/** Items that a history had before; the second extent of what is known of all of them. */
export const BEFORE = 'before';

/** What goes from item to item: given under one name, told under the other. Extents by name are HISTORIES and BEFORE, which is 0 at first. */
export interface StreamState {
  readonly past: string;
  readonly present: string;
  readonly shape: readonly (number | string)[];
}

/** A graph that reads one item of each history: what others keep from position to position goes in and comes out. */
export class StreamWriter extends GraphWriter implements OnnxStream {
  readonly states: StreamState[] = [];

  override loop(loop: Loop): readonly Value[] {
    const one = this.integers([1]);
    const given = loop.states.map((extents) => this.state([HISTORIES, ...extents]));
    const made = loop.body(
      this,
      given.map(({ value }) => value),
      loop.read.map((x) => this.node('Squeeze', [x, one])),
    );
    for (const [i, { tell }] of given.entries()) tell(made.states[i]);
    return made.told.map((value) => this.node('Unsqueeze', [value, one]));
  }

  override behind(x: Value, count: number, width: number): Value {
    const { value, tell } = this.state([HISTORIES, count, width]);
    const all = this.node('Concat', [value, x], { axis: 1 });
    tell(this.node('Slice', [all, this.integers([-count]), this.integers([END]), this.integers([1])]));
    return all;
  }

  sofar(x: Value, extents: readonly number[]): Value {
    const { value, tell } = this.state([HISTORIES, BEFORE, ...extents]);
    const all = this.node('Concat', [value, x], { axis: 1 });
    tell(all);
    return all;
  }

  private state(shape: StreamState['shape']): { readonly value: Value; readonly tell: (after: Value) => void } {
    const n = this.states.length;
    const state = { past: `past_${n}`, present: `present_${n}`, shape };
    this.states.push(state);
    const tell = (after: Value): void => {
      const told = shape.map((extent) => (extent === BEFORE ? 'so far' : extent));
      this.output(this.named(after, state.present), FLOAT, told);
    };
    return { value: this.input(state.past, FLOAT, shape), tell };
  }
}

/** Beyond every extent. */
const END = 2 ** 31 - 1;
