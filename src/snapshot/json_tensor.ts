/** What a file says at length: JSON in UTF-8 as a tensor of bytes, read under a strict schema. */
import * as v from 'valibot';
import { isObject } from './json.ts';
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
  if (bytes.length > mostBytes) {
    throw refusal('SNAP_MANIFEST_SIZE', name, `${bytes.length} bytes, expected at most ${mostBytes}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw refusal('SNAP_MANIFEST', name, 'not JSON in UTF-8');
  }
  if (!isObject(value)) throw refusal('SNAP_MANIFEST', name, 'not a JSON object');
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refusal(
    'SNAP_MANIFEST',
    `${name} ${v.getDotPath(issue) ?? ''}`.trim(),
    `not ${issue.expected ?? 'as expected'}`,
  );
}
