/**
 * Manifests: what a container says about itself, as canonical JSON with a strict schema, and the two digests that seal
 * it. `dataSha256` is the SHA-256 of the tensor bytes; `headerSha256` that of the header in which its own 64 digits are
 * zeros. Together they cover every byte of the file, so damage shows even where no link names the whole file's digest.
 */
import * as v from 'valibot';
import { sha256 } from '../core/sha256.ts';
import { readHeader, writeHeader } from './header.ts';
import { canonicalJson, type Json, type JsonObject } from './json.ts';
import { MAX_TEXT_LENGTH } from './limits.ts';
import { quote, refusal } from './refusal.ts';
import { decode, encode, parts } from './safetensors.ts';
import type { Tensor } from './tensor.ts';

/** One kind of file: its name, the version this code reads and writes, and the schema of its manifest. */
export interface Format<M extends JsonObject> {
  readonly name: string;
  readonly version: number;
  readonly schema: v.GenericSchema<unknown, M>;
}

/** Well-formed text of at most `length` code points. */
export const text = (length = MAX_TEXT_LENGTH) =>
  v.pipe(
    v.string(),
    v.check((value) => value.isWellFormed(), 'text is not well-formed Unicode'),
    v.check((value) => isShort(value, length), `text is longer than ${length} characters`),
  );

/** An integer from `from` to `to`, exact as a number. */
export const integer = (from = 0, to = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.maxValue(to));

export const finite = v.pipe(v.number(), v.finite());
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Entries that every manifest's schema holds. */
export const seals = { dataSha256: digest, headerSha256: digest } as const;
type Seals = Readonly<Record<keyof typeof seals, string>>;

const ZEROS = '0'.repeat(64);

/** Whether `value` has at most `length` code points. */
export const isShort = (value: string, length: number): boolean =>
  value.length <= length || (value.length <= 2 * length && Array.from(value).length <= length);

/** The bytes of a file of `format`. Throws SnapshotError where `manifest` or a tensor is beyond what readers accept. */
export async function seal<M extends JsonObject & Seals>(
  format: Format<M>,
  manifest: Omit<M, keyof Seals>,
  tensors: readonly Tensor[],
): Promise<Uint8Array<ArrayBuffer>> {
  const metadata = (sums: Seals) => ({
    format: `${format.name}/${format.version}`,
    manifest: canonicalJson(check(format.schema, { ...manifest, ...sums })),
  });
  const bytes = encode(tensors, metadata({ dataSha256: ZEROS, headerSha256: ZEROS }));
  const { header, body } = parts(bytes);
  const { entries } = readHeader(header);
  const dataSha256 = await sha256(body);
  header.set(writeHeader({ metadata: metadata({ dataSha256, headerSha256: ZEROS }), entries }));
  const headerSha256 = await sha256(header);
  header.set(writeHeader({ metadata: metadata({ dataSha256, headerSha256 }), entries }));
  return bytes;
}

/** Manifest and tensors of a file of `format`, their digests not yet checked. Throws SnapshotError. */
export function unseal<M extends JsonObject & Seals>(
  format: Format<M>,
  bytes: Uint8Array<ArrayBuffer>,
): { readonly manifest: M; readonly tensors: readonly Tensor[] } {
  const { metadata, tensors } = decode(bytes);
  checkFormat(format, metadata.format);
  const manifest = check(format.schema, parse(metadata.manifest));
  if (canonicalJson(manifest) !== metadata.manifest) {
    throw refusal('SNAP_MANIFEST_CANONICAL', 'manifest', 'not spelled the one way Nextup spells it');
  }
  return { manifest, tensors };
}

/** Compares both digests with the bytes; throws SnapshotError where one differs. */
export async function verify(bytes: Uint8Array<ArrayBuffer>, manifest: JsonObject & Seals): Promise<void> {
  const { header, body } = parts(bytes);
  const { metadata, entries } = readHeader(header);
  const unsigned = canonicalJson({ ...manifest, headerSha256: ZEROS });
  const signed = writeHeader({ metadata: { format: metadata.format, manifest: unsigned }, entries });
  if ((await sha256(signed)) !== manifest.headerSha256) {
    throw refusal('SNAP_HEADER_HASH', 'header', 'damaged: its SHA-256 is not the one it states');
  }
  if ((await sha256(body)) !== manifest.dataSha256) {
    throw refusal('SNAP_DATA_HASH', 'tensors', 'damaged: their SHA-256 is not the one the file states');
  }
}

function checkFormat(format: { readonly name: string; readonly version: number }, stated: string): void {
  const [name, version, ...more] = stated.split('/');
  if (name !== format.name || more.length > 0 || !/^[1-9][0-9]{0,8}$/.test(version ?? '')) {
    throw refusal('SNAP_FORMAT', 'header', `format ${quote(stated)}, expected ${format.name}/${format.version}`);
  }
  if (version !== String(format.version)) {
    throw refusal('SNAP_VERSION', 'header', `made with version ${version}, this page reads ${format.version}`);
  }
}

function parse(manifest: string): unknown {
  try {
    return JSON.parse(manifest);
  } catch {
    throw refusal('SNAP_MANIFEST', 'manifest', 'not JSON');
  }
}

function check<M extends Json>(schema: v.GenericSchema<unknown, M>, manifest: unknown): M {
  const result = v.safeParse(schema, manifest, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'manifest';
  const cause = issue.type === 'check' ? issue.message : `${quote(issue.input)}, expected ${issue.expected ?? 'less'}`;
  throw refusal('SNAP_MANIFEST', `manifest ${quote(where)}`, cause);
}
