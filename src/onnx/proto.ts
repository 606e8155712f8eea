/** The messages of an ONNX file that are written here, by their field numbers in onnx.proto3. */
import type { Attribute, Attributes } from '../kernel/onnx_form.ts';
import { delimited, float, integer, joined, text, type Wire } from './wire.ts';

/** Types of the elements of tensors. */
export const FLOAT = 1;
export const INT64 = 7;
export type Element = typeof FLOAT | typeof INT64;

/**
 * Those that every runtime since 2023 reads (onnxruntime 1.14), so that nobody needs a new one; onnxruntime-web 1.30 reads opset 26
 * and IR 13 at most. Opset 18 has the axes of every reduction among its inputs, as later ones have.
 */
export const OPSET = 18;
export const IR_VERSION = 8;

/** An attribute that is a graph: the body of a Scan. */
export interface Body {
  readonly graph: Wire;
}

const [FLOAT_ATTRIBUTE, INT_ATTRIBUTE, GRAPH_ATTRIBUTE, INTS_ATTRIBUTE] = [1, 2, 5, 7];

function attribute(name: string, value: Attribute | Body): Wire {
  const type = (number: number): Wire => integer(20, number);
  if (typeof value === 'number') return joined(text(1, name), integer(3, value), type(INT_ATTRIBUTE));
  if ('float' in value) return joined(text(1, name), float(2, value.float), type(FLOAT_ATTRIBUTE));
  if ('graph' in value) return joined(text(1, name), delimited(6, value.graph), type(GRAPH_ATTRIBUTE));
  return joined(text(1, name), ...value.map((each) => integer(8, each)), type(INTS_ATTRIBUTE));
}

/** NodeProto; an input that is not given is the empty name. */
export const nodeProto = (
  operator: string,
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes | Readonly<Record<string, Attribute | Body>>,
): Wire =>
  joined(
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(3, name),
    text(4, operator),
    ...Object.entries(attributes).map(([key, value]) => delimited(5, attribute(key, value))),
  );

/** TensorProto of numbers as they lie in memory, which is little-endian wherever this runs. */
export const tensorProto = (name: string, shape: readonly number[], values: Float32Array | BigInt64Array): Wire =>
  joined(
    ...shape.map((extent) => integer(1, extent)),
    integer(2, values instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    delimited(9, [new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]),
  );

/** ValueInfoProto; extents are numbers or names, and unknown where no shape is given. */
export const valueProto = (name: string, element: Element, shape: readonly (number | string)[] | null): Wire => {
  const extents = shape?.map((extent) =>
    delimited(1, typeof extent === 'number' ? integer(1, extent) : text(2, extent)),
  );
  const tensor = joined(integer(1, element), extents === undefined ? [] : delimited(2, joined(...extents)));
  return joined(text(1, name), delimited(2, delimited(1, tensor)));
};

/** GraphProto, of messages. */
export const graphProto = (
  name: string,
  of: Readonly<Record<'nodes' | 'initializers' | 'inputs' | 'outputs', readonly Wire[]>>,
): Wire =>
  joined(
    ...of.nodes.map((node) => delimited(1, node)),
    text(2, name),
    ...of.initializers.map((tensor) => delimited(5, tensor)),
    ...of.inputs.map((value) => delimited(11, value)),
    ...of.outputs.map((value) => delimited(12, value)),
  );

/** An entry of a model's metadata, which may follow all else: fields of a message come in any order. */
export const metadataProto = (key: string, value: string): Wire => delimited(14, joined(text(1, key), text(2, value)));

/** ModelProto. */
export const modelProto = (graph: Wire, producer: string, version: string, doc: string): Wire =>
  joined(
    integer(1, IR_VERSION),
    text(2, producer),
    text(3, version),
    text(6, doc),
    delimited(8, joined(text(1, ''), integer(2, OPSET))),
    delimited(7, graph),
  );
