/** As much of the protocol buffer wire format as an ONNX file needs. A message is the concatenation of its fields. */
export type Bytes = Uint8Array<ArrayBuffer>;

const VARINT = 0;
const DELIMITED = 2;
const FIXED32 = 5;

/** Seven bits a byte, lowest first; `value` is a non-negative safe integer. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}

const tag = (field: number, wire: number): number[] => varint(field * 8 + wire);

export function join(parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** An int64, int32 or enum field; non-negative only. */
export const integer = (field: number, value: number): Bytes =>
  Uint8Array.from([...tag(field, VARINT), ...varint(value)]);

/** A float field. */
export const float = (field: number, value: number): Bytes =>
  join([Uint8Array.from(tag(field, FIXED32)), new Uint8Array(Float32Array.of(value).buffer)]);

/** A bytes or message field. */
export const nested = (field: number, ...content: readonly Bytes[]): Bytes => {
  const body = join(content);
  return join([Uint8Array.from([...tag(field, DELIMITED), ...varint(body.length)]), body]);
};

/** A string field. */
export const text = (field: number, value: string): Bytes => nested(field, new TextEncoder().encode(value));
