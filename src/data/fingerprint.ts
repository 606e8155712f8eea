import { sha256 } from '../core/sha256.ts';
import type { Dataset, Kinds, Shaping } from './dataset.ts';
import { spelledOnce } from './spelling.ts';

/** Bytes, and ids, per digest: WebCrypto has no streaming digest, so long columns are hashed in pieces. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const CHUNK_IDS = 65_536;

/** SHA-256 of the UTF-8 bytes of `text`. */
export const sha256OfText = (text: string): Promise<string> => sha256(new TextEncoder().encode(text));

/** SHA-256 of the concatenated hex digests of 8 MiB pieces of a column's little-endian bytes. */
async function hashColumn(column: Uint32Array | Float64Array | Uint8Array): Promise<string> {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const digests: string[] = [];
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    digests.push(await sha256(bytes.slice(from, from + CHUNK_BYTES)));
  }
  return sha256OfText(digests.join(''));
}

/**
 * The same over a list of ids, 65,536 at a time, each as a JSON string and a line feed: JSON escapes quotes, line feeds
 * and lone surrogates, so two different lists never encode to the same bytes.
 */
async function hashIds(ids: readonly string[]): Promise<string> {
  const digests: string[] = [];
  for (let from = 0; from < ids.length; from += CHUNK_IDS) {
    const lines = ids.slice(from, from + CHUNK_IDS).map((id) => `${JSON.stringify(id)}\n`);
    digests.push(await sha256OfText(lines.join('')));
  }
  return sha256OfText(digests.join(''));
}

const shapingLine = (shaping: Shaping): string =>
  JSON.stringify([
    shaping.duplicates,
    shaping.minimumUser,
    shaping.minimumItem,
    shaping.lastN,
    shaping.ties,
    shaping.seed,
    ...(shaping.sessionGap === null ? [] : [shaping.sessionGap]),
  ]);

/**
 * Names what a model can learn from: two datasets have one fingerprint exactly when their user ids, item ids, histories,
 * times, parts and shaping are equal. Its name, titles, categories and the kinds and values of its events do not count.
 *
 * SHA-256, hex, of the UTF-8 text of these lines, each `name count digest` (see hashIds and hashColumn):
 * `nextup dataset 1`, `users`, `items` (ids), `offsets`, `interactions` (item of each), `times` (or `times none`), and
 * `shaping` followed by its values as a JSON array, the session gap last and only where there is one; then, only where
 * the dataset comes divided, `parts` (a byte of each interaction). Typed arrays are hashed as they lie in memory, which is
 * little-endian on every platform that has WebGPU.
 */
export async function fingerprintOf(dataset: Omit<Dataset, 'fingerprint'>): Promise<string> {
  const { users, catalogue, offsets, items, times, parts, shaping } = dataset;
  const lines = [
    'nextup dataset 1',
    `users ${users.length} ${await hashIds(users)}`,
    `items ${catalogue.ids.length} ${await hashIds(catalogue.ids)}`,
    `offsets ${offsets.length} ${await hashColumn(offsets)}`,
    `interactions ${items.length} ${await hashColumn(items)}`,
    times ? `times ${times.length} ${await hashColumn(times)}` : 'times none',
    `shaping ${shapingLine(shaping)}`,
    ...(parts === undefined ? [] : [`parts ${parts.length} ${await hashColumn(parts)}`]),
  ];
  return sha256OfText(lines.map((line) => `${line}\n`).join(''));
}

/**
 * Names what a model that reads kinds can learn from beside: SHA-256, hex, of the lines `nextup kinds 1`, `names` and `events`
 * (a byte of each interaction, as the dataset has them), made as those of `fingerprintOf`. It stands in the recipe of such a
 * model alone, so that data keep their fingerprint whether a column of kinds is used or not.
 */
export async function digestOfKinds({ names, of }: Kinds): Promise<string> {
  const lines = [
    'nextup kinds 1',
    `names ${names.length} ${await hashIds(names)}`,
    `events ${of.length} ${await hashColumn(of)}`,
  ];
  return sha256OfText(lines.map((line) => `${line}\n`).join(''));
}

/**
 * The same of what events are worth: the lines `nextup values 1` and `events` (a double of each interaction, as the dataset has
 * them, with NO_VALUE where nobody knows it).
 */
export async function digestOfValues(values: Float64Array): Promise<string> {
  const known = ofValues.get(values);
  if (known !== undefined) return known;
  const lines = ['nextup values 1', `events ${values.length} ${await hashColumn(spelledOnce(values))}`];
  const digest = await sha256OfText(lines.map((line) => `${line}\n`).join(''));
  ofValues.set(values, digest);
  return digest;
}

/** Columns are never written once they are made, and every estimate asks for their digest. */
const ofValues = new WeakMap<Float64Array, string>();
