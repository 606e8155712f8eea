/** ONNX models as bytes. Field numbers are those of onnx.proto3, ONNX 1.16. */
import { float, integer, join, nested, text, type Bytes } from './protobuf.ts';

const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;
const elementTypes = { float32: FLOAT, int32: INT32 } as const;

const IR_VERSION = 9;
const OPSETS: Readonly<Record<string, number>> = { '': 20, 'com.microsoft': 1 };

/** An attribute: a whole number, `{ float }` or a text. */
export type Attribute = number | string | { readonly float: number };

/** A node with one output by default; `domain` is empty for ONNX's own operators. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = '',
): Bytes {
  const fields = Object.entries(attributes).map(([name, value]) => nested(5, text(1, name), attributeValue(value)));
  const names = [...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name))];
  return join([...names, text(4, operator), ...fields, text(7, domain)]);
}

function attributeValue(value: Attribute): Bytes {
  if (typeof value === 'number') return join([integer(3, value), integer(20, 2)]);
  if (typeof value === 'string') return join([text(4, value), integer(20, 3)]);
  return join([float(2, value.float), integer(20, 1)]);
}

const dims = (shape: readonly number[]): Bytes => join(shape.map((extent) => integer(1, extent)));

/** A constant of f32. */
export const constant = (name: string, shape: readonly number[], values: Float32Array<ArrayBuffer>): Bytes =>
  join([dims(shape), integer(2, FLOAT), text(8, name), nested(9, bytesOf(values))]);

/** A constant of int64, as shapes and indices are. */
export const integers = (name: string, shape: readonly number[], values: readonly number[]): Bytes =>
  join([dims(shape), integer(2, INT64), text(8, name), nested(9, bytesOf(BigInt64Array.from(values, BigInt)))]);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>): Bytes =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** What goes in or comes out. */
export function port(name: string, element: keyof typeof elementTypes, shape: readonly number[]): Bytes {
  const extents = shape.map((extent) => nested(1, integer(1, extent)));
  return join([text(1, name), nested(2, nested(1, integer(1, elementTypes[element]), nested(2, ...extents)))]);
}

/** The file. */
export function model(
  nodes: readonly Bytes[],
  constants: readonly Bytes[],
  inputs: readonly Bytes[],
  outputs: readonly Bytes[],
): Bytes {
  const graph = nested(
    7,
    ...nodes.map((each) => nested(1, each)),
    text(2, 'graph'),
    ...constants.map((each) => nested(5, each)),
    ...inputs.map((each) => nested(11, each)),
    ...outputs.map((each) => nested(12, each)),
  );
  const opsets = Object.entries(OPSETS).map(([domain, version]) => nested(8, text(1, domain), integer(2, version)));
  return join([integer(1, IR_VERSION), ...opsets, graph]);
}
