/** The beginning of a file as text, in which its table is looked for. */
import { ImportError } from '../../../core/errors.ts';
import { detectEncoding, toUtf8, type DetectedEncoding } from './encoding.ts';
import { archiveInside, foreignFormat } from '../archives/magic.ts';
import type { Sample } from './sample.ts';
import { beginning, type Source } from '../archives/source.ts';
import type { FormatChoice } from '../types.ts';

/** More than the longest field, so that a quote that never closes shows itself here. */
const SAMPLE_BYTES = 256 * 1024;

async function collect(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(await new Blob(all).arrayBuffer());
}

async function* once(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield await Promise.resolve(bytes);
}

/** The head cut to whole characters, so that a strict decoder accepts it. */
function wholeCharacters(head: Uint8Array<ArrayBuffer>, { encoding }: DetectedEncoding): Uint8Array<ArrayBuffer> {
  if (!encoding.startsWith('utf-16')) return head;
  const units = head.length - (head.length % 2);
  const lastHigh = head[units - (encoding === 'utf-16le' ? 1 : 2)];
  return head.subarray(0, lastHigh >= 0xd8 && lastHigh <= 0xdb ? units - 2 : units);
}

/** Why a source is no text, as far as its first bytes tell; null where it may be. */
function noText(head: Uint8Array): string | null {
  return archiveInside(head) ?? foreignFormat(head);
}

/** Throws ImportError where the file is no text. `warning` says what was assumed about its encoding. */
export async function sampleOf(
  source: Source,
  choice: FormatChoice,
): Promise<{ readonly sample: Sample; readonly warning: string | null }> {
  const { head, complete } = await beginning(source, SAMPLE_BYTES);
  const foreign = noText(head);
  if (foreign !== null) throw new ImportError(`${source.name}: ${foreign}`);
  const detected: DetectedEncoding =
    choice.encoding === undefined
      ? detectEncoding(source.name, head, complete)
      : { encoding: choice.encoding, warning: null };
  const text = complete ? head : wholeCharacters(head, detected);
  const bytes = await collect(toUtf8(source.name, once(text), detected.encoding));
  return { sample: { name: source.name, encoding: detected.encoding, bytes, complete }, warning: detected.warning };
}

/** As much as may be held in memory of a text whose rows are not found in its beginning, and what is kept of a longer one. */
const WHOLE_BYTES = 256 * 1024 * 1024;
const LONGER_BYTES = 16 * 1024 * 1024;

/** All of a file whose beginning does not show its rows; the first 16 MiB of one that is too large. */
export async function wholeOf(source: Source, { name, encoding }: Sample): Promise<Sample> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of toUtf8(source.name, source.open(), encoding)) {
    if (length <= WHOLE_BYTES) all.push(piece.slice());
    length += piece.length;
    if (length > WHOLE_BYTES) break;
  }
  const complete = length <= WHOLE_BYTES;
  const blob = new Blob(all);
  const bytes = new Uint8Array(await (complete ? blob : blob.slice(0, LONGER_BYTES)).arrayBuffer());
  return { name, encoding, bytes, complete };
}
