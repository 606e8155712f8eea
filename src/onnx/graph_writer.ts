import type { Attributes, Loop, OnnxGraph, Value } from '../kernel/onnx_form.ts';
import { FLOAT, graphProto, nodeProto, tensorProto, valueProto, type Body, type Element } from './proto.ts';
import type { Wire } from './wire.ts';

/** What a graph and the bodies of its loops have in common: names and constants. */
interface Shared {
  names: number;
  readonly initializers: Wire[];
  readonly constants: Map<string, Value>;
}

/** The tensor that says how many histories there are: whoever makes a graph gives it. */
export const HISTORIES = 'histories';

/** Puts nodes, constants and weights together to an ONNX graph. */
export class GraphWriter implements OnnxGraph {
  readonly batch: Value = { name: HISTORIES };
  /** What is being written, at the beginning of the names of its nodes. */
  place = 'read';
  private readonly shared: Shared;
  private readonly nodes: Wire[] = [];
  private readonly inputs: Wire[] = [];
  private readonly outputs: Wire[] = [];

  constructor(shared: Shared = { names: 0, initializers: [], constants: new Map() }) {
    this.shared = shared;
  }

  node(operator: string, inputs: readonly (Value | null)[], attributes: Attributes = {}): Value {
    const [output] = this.several(operator, inputs, 1, attributes);
    return output;
  }

  number(value: number): Value {
    return this.constant(`number ${value}`, [], Float32Array.of(value));
  }

  integers(values: readonly number[], shape: readonly number[] = [values.length]): Value {
    const key = `integers ${shape.join('x')}: ${values.join(',')}`;
    return this.constant(key, shape, BigInt64Array.from(values, BigInt));
  }

  loop(loop: Loop): readonly Value[] {
    const { read } = loop;
    const start = loop.states.map((extents) =>
      this.node('Expand', [this.number(0), this.node('Concat', [this.batch, this.integers(extents)], { axis: 0 })]),
    );
    const inside = new GraphWriter(this.shared);
    inside.place = this.place;
    const named = (count: number): Value[] => Array.from({ length: count }, () => inside.input(null, FLOAT, null));
    const [states, slices] = [named(start.length), named(read.length)];
    const made = loop.body(inside, states, slices);
    for (const each of [...made.states, ...made.told]) inside.output(each, FLOAT, null);
    const told = made.told.length;
    const values = this.several('Scan', [...start, ...read], start.length + told, {
      body: { graph: inside.graph(`${this.place} at a position`, []) },
      num_scan_inputs: read.length,
      scan_input_axes: read.map(() => 1),
      scan_output_axes: made.told.map(() => 1),
    });
    return values.slice(start.length);
  }

  behind(x: Value, count: number, _width: number): Value {
    return this.node('Pad', [x, this.integers([0, count, 0, 0, 0, 0])]);
  }

  /** The `count` largest of the last extent, the largest first, the first of equal ones first; and their places. */
  best(x: Value, count: number): readonly [Value, Value] {
    const [values, places] = this.several('TopK', [x, this.integers([count])], 2, {});
    return [values, places];
  }

  /** What the graph is given; a name is found where none is stated. */
  input(name: string | null, element: Element, shape: readonly (number | string)[] | null): Value {
    const value = { name: name ?? this.fresh('at') };
    this.inputs.push(valueProto(value.name, element, shape));
    return value;
  }

  output(value: Value, element: Element, shape: readonly (number | string)[] | null): void {
    this.outputs.push(valueProto(value.name, element, shape));
  }

  /** The same tensor under a name of its own. */
  named(value: Value, name: string): Value {
    this.nodes.push(nodeProto('Identity', name, [value.name], [name], {}));
    return { name };
  }

  /** Weights, or what is known of the catalogue. */
  initializer(name: string, shape: readonly number[], values: Float32Array | BigInt64Array): Value {
    this.shared.initializers.push(tensorProto(name, shape, values));
    return { name };
  }

  /** GraphProto. The constants of bodies are the outer graph's. */
  graph(name: string, initializers: readonly Wire[] = this.shared.initializers): Wire {
    return graphProto(name, { nodes: this.nodes, initializers, inputs: this.inputs, outputs: this.outputs });
  }

  private several(
    operator: string,
    inputs: readonly (Value | null)[],
    count: number,
    attributes: Attributes | Readonly<Record<string, Attributes[string] | Body>>,
  ): readonly [Value, ...Value[]] {
    const name = this.fresh(operator);
    const outputs = Array.from({ length: count }, (_, i) => (i === 0 ? name : `${name}.${i}`));
    const read = inputs.map((input) => input?.name ?? '');
    this.nodes.push(nodeProto(operator, name, read, outputs, attributes));
    const [first = name, ...others] = outputs;
    return [{ name: first }, ...others.map((each) => ({ name: each }))];
  }

  private constant(key: string, shape: readonly number[], values: Float32Array | BigInt64Array): Value {
    const known = this.shared.constants.get(key) ?? this.initializer(this.fresh('constant'), shape, values);
    this.shared.constants.set(key, known);
    return known;
  }

  private fresh(what: string): string {
    return `${this.place}/${what}_${++this.shared.names}`;
  }
}
