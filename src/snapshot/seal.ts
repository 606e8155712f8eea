/**
 * Manifests: what a container says about itself, as canonical JSON with a strict schema, and the two digests that seal
 * it. `dataSha256` is the SHA-256 of the tensor bytes; `headerSha256` that of the header in which its own 64 digits are
 * zeros. Together they cover every byte of the file, so damage shows even where no link names the whole file's digest.
 */
import * as v from 'valibot';
import { Pacer } from '../core/pace.ts';
import { sha256 } from '../core/sha256.ts';
import { readHeader, writeHeader } from './header.ts';
import { canonicalJson, type Json, type JsonObject } from './json.ts';
import { MAX_TEXT_LENGTH, MAX_WORDS } from './limits.ts';
import { join, type Outline, outlines, split } from './pieces.ts';
import { quote, refusal } from './refusal.ts';
import { decode, encoding, parts, plan } from './safetensors.ts';
import type { Tensor } from './tensor.ts';

/** One kind of file: its name, the version this code reads and writes, and the schema of its manifest. */
export interface Format<M extends JsonObject> {
  readonly name: string;
  readonly version: number;
  readonly schema: v.GenericSchema<unknown, M>;
  /** Opens files of the version before; absent where there was none. */
  readonly former?: Former<M>;
}

/** What a file holds. */
export interface Contents<M> {
  readonly manifest: M;
  readonly tensors: readonly Tensor[];
}

/** Contents as this version has them, and the manifest as the file states it. */
type Opened<M> = Contents<M> & { readonly stated: JsonObject & Seals };

/** Reads the text of a manifest of the version before and says what it says as this version does. Throws SnapshotError. */
export type Former<M> = (manifest: string, tensors: readonly Tensor[]) => Opened<M>;

/** The version before: its schema, and what makes its contents those of this version. */
export const former =
  <O extends JsonObject & Seals, M>(
    schema: v.GenericSchema<unknown, O>,
    upgrade: (contents: Contents<O>) => Contents<M>,
  ): Former<M> =>
  (text, tensors) => {
    const stated = readManifest(schema, text);
    return { stated, ...upgrade({ manifest: stated, tensors }) };
  };

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

/** What a setting may be, before its model says which: a number, a word, or a list of words. */
export const settingValue = v.union([
  finite,
  text(40),
  v.pipe(v.array(text(40)), v.maxLength(MAX_WORDS), v.readonly()),
]);
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Entries that every manifest's schema holds. */
export const seals = { dataSha256: digest, headerSha256: digest } as const;
export type Seals = Readonly<Record<keyof typeof seals, string>>;

const ZEROS = '0'.repeat(64);

/** Whether `value` has at most `length` code points. */
export const isShort = (value: string, length: number): boolean =>
  value.length <= length || (value.length <= 2 * length && Array.from(value).length <= length);

/** The header's text of a file of `format`. Throws SnapshotError for a manifest that readers refuse. */
const metadataOf = <M extends JsonObject & Seals>(format: Format<M>, manifest: Omit<M, keyof Seals>, sums: Seals) => ({
  format: `${format.name}/${format.version}`,
  manifest: canonicalJson(check(format.schema, { ...manifest, ...sums })),
});

const UNSEALED: Seals = { dataSha256: ZEROS, headerSha256: ZEROS };

/** Bytes of a file of `format` with such tensors. Throws SnapshotError where readers would not accept it. */
export function sealedBytes<M extends JsonObject & Seals>(
  format: Format<M>,
  manifest: Omit<M, keyof Seals>,
  tensors: readonly Outline[],
): number {
  return plan(
    tensors.flatMap((tensor) => outlines(tensor)),
    metadataOf(format, manifest, UNSEALED),
  ).bytes;
}

/** The bytes of a file of `format`. Throws SnapshotError where `manifest` or a tensor is beyond what readers accept. */
export async function seal<M extends JsonObject & Seals>(
  format: Format<M>,
  manifest: Omit<M, keyof Seals>,
  tensors: readonly Tensor[],
): Promise<Uint8Array<ArrayBuffer>> {
  const metadata = (sums: Seals) => metadataOf(format, manifest, sums);
  const pieces = tensors.flatMap((tensor) => split(tensor));
  const bytes = await new Pacer('seal', {}).through(encoding(pieces, metadata(UNSEALED)));
  const { header, body } = parts(bytes);
  const { entries } = readHeader(header);
  const dataSha256 = await sha256(body);
  header.set(writeHeader({ metadata: metadata({ dataSha256, headerSha256: ZEROS }), entries }));
  const headerSha256 = await sha256(header);
  header.set(writeHeader({ metadata: metadata({ dataSha256, headerSha256 }), entries }));
  return bytes;
}

/** What a file of `format` holds, its digests not yet checked. Throws SnapshotError. */
export function unseal<M extends JsonObject & Seals>(format: Format<M>, bytes: Uint8Array<ArrayBuffer>): Opened<M> {
  const { metadata, tensors } = decode(bytes);
  if (format.former !== undefined && versionOf(format, metadata.format) === format.version - 1) {
    return format.former(metadata.manifest, tensors);
  }
  checkVersion(format, metadata.format);
  const manifest = readManifest(format.schema, metadata.manifest);
  return { manifest, stated: manifest, tensors: join(tensors) };
}

/** A manifest that is spelled the one way. Throws SnapshotError. */
function readManifest<M extends JsonObject>(schema: v.GenericSchema<unknown, M>, text: string): M {
  const manifest = check(schema, parse(text));
  if (canonicalJson(manifest) === text) return manifest;
  throw refusal('SNAP_MANIFEST_CANONICAL', 'manifest', 'not spelled the one way Nextup spells it');
}

/** Compares both digests that a manifest states with the bytes; throws SnapshotError where one differs. */
export async function verify(bytes: Uint8Array<ArrayBuffer>, stated: JsonObject & Seals): Promise<void> {
  const { header, body } = parts(bytes);
  const { metadata, entries } = readHeader(header);
  const unsigned = canonicalJson({ ...stated, headerSha256: ZEROS });
  const signed = writeHeader({ metadata: { format: metadata.format, manifest: unsigned }, entries });
  if ((await sha256(signed)) !== stated.headerSha256) {
    throw refusal('SNAP_HEADER_HASH', 'header', 'damaged: its SHA-256 is not the one it states');
  }
  if ((await sha256(body)) !== stated.dataSha256) {
    throw refusal('SNAP_DATA_HASH', 'tensors', 'damaged: their SHA-256 is not the one the file states');
  }
}

/** The version of a file of this kind. Throws SnapshotError for one of another kind. */
function versionOf(format: { readonly name: string; readonly version: number }, stated: string): number {
  const [name, version = '', ...more] = stated.split('/');
  if (name === format.name && more.length === 0 && /^[1-9][0-9]{0,8}$/.test(version)) return Number(version);
  throw refusal('SNAP_FORMAT', 'header', `format ${quote(stated)}, expected ${format.name}/${format.version}`);
}

function checkVersion(format: { readonly name: string; readonly version: number }, stated: string): void {
  const version = versionOf(format, stated);
  if (version === format.version) return;
  throw refusal('SNAP_VERSION', 'header', `made with version ${version}, this page reads ${format.version}`);
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
