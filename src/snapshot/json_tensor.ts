/** What a file says at length: JSON in UTF-8 as a tensor of bytes, read under a strict schema. */
import * as v from 'valibot';
import { canonicalJson, isJsonObject, isObject, type JsonObject } from './json.ts';
import { MAX_JSON_BYTES } from './limits.ts';
import { refusal } from './refusal.ts';
import { type Tensor, u8 } from './tensor.ts';

/** The tensor `name` of what `schema` accepts. Throws SnapshotError for whatever `readJson` would refuse. */
export function jsonTensor<T>(name: string, value: T, schema: v.GenericSchema<unknown, T>, mostBytes: number): Tensor {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  readJson(name, bytes, schema, mostBytes);
  return u8(name, bytes);
}

/** What the bytes of tensor `name` say. Throws SnapshotError where they are too many, or not what `schema` accepts. */
export function readJson<T>(
  name: string,
  bytes: Uint8Array,
  schema: v.GenericSchema<unknown, T>,
  mostBytes: number,
): T {
  const { value } = parsed(name, bytes, mostBytes);
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refusal(
    'SNAP_MANIFEST',
    `${name} ${v.getDotPath(issue) ?? ''}`.trim(),
    `not ${issue.expected ?? 'as expected'}`,
  );
}

/** The tensor `name` of the one spelling of `value`. Throws SnapshotError where it is larger than readers accept. */
export function canonicalTensor(name: string, value: JsonObject): Tensor {
  const bytes = new TextEncoder().encode(canonicalJson(value));
  checkBytes(name, bytes, MAX_JSON_BYTES);
  return u8(name, bytes);
}

/** The object in the tensor `name`. Throws SnapshotError where there is none, or not spelled the one way. */
export function canonicalIn(name: string, tensors: readonly Tensor[]): JsonObject {
  const { text, value } = parsed(name, bytesIn(name, tensors), MAX_JSON_BYTES);
  if (isJsonObject(value) && canonicalJson(value) === text) return value;
  throw refusal('SNAP_MANIFEST_CANONICAL', `tensor "${name}"`, 'not spelled the one way Nextup spells it');
}

/** The object in the tensor `name` of a file whose version did not fix the spelling. Throws SnapshotError. */
export function anyJsonIn(name: string, tensors: readonly Tensor[]): JsonObject {
  const { value } = parsed(name, bytesIn(name, tensors), MAX_JSON_BYTES);
  if (isJsonObject(value)) return value;
  throw refusal('SNAP_MANIFEST', name, 'not a JSON object of finite numbers and well-formed text');
}

function bytesIn(name: string, tensors: readonly Tensor[]): Uint8Array {
  const tensor = tensors.find((each) => each.name === name);
  if (tensor?.dtype === 'U8') return tensor.data;
  throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'missing, expected U8');
}

function parsed(name: string, bytes: Uint8Array, mostBytes: number): { readonly value: object; readonly text: string } {
  checkBytes(name, bytes, mostBytes);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw refusal('SNAP_MANIFEST', name, 'not JSON in UTF-8');
  }
  if (!isObject(value)) throw refusal('SNAP_MANIFEST', name, 'not a JSON object');
  return { value, text };
}

function checkBytes(name: string, { length }: Uint8Array, mostBytes: number): void {
  if (length <= mostBytes) return;
  throw refusal('SNAP_MANIFEST_SIZE', name, `${length} bytes, expected at most ${mostBytes}`);
}
