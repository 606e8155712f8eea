import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { readEncoder } from '../../encoders/files.ts';
import { rememberEncoded, sourceOfEncoder, textsOfItems } from '../../features/encoded.ts';
import type { Datasets } from '../data/datasets.ts';
import type { InputFiles } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { EncodedItems } from './encoder_messages.ts';
import { keepVectors, readVectors, vectorsKey } from './kept_vectors.ts';

/**
 * Vectors of the items of a dataset by the files of a text encoder, for codes that are made of them: they belong to the dataset for as long as it is open, and are
 * kept by what they were made of, so that the same files and titles are computed once.
 *
 * @throws SettingsError where the files are no encoder that is understood or the items have no titles, CancelledError
 */
export async function encodeItems(
  { platform, datasets }: { readonly platform: Platform; readonly datasets: Datasets },
  id: Id,
  files: InputFiles,
  pace: Pace,
): Promise<EncodedItems> {
  const { catalogue, name } = datasets.get(id).dataset;
  const texts = textsOfItems(catalogue);
  if (texts.every((text) => text === '')) {
    throw new SettingsError(
      `encoder: ${name} has neither titles nor categories, so that there is nothing to read; open a file with titles`,
    );
  }
  const began = platform.now();
  const read = await readEncoder(
    [...files].map((file) => ('blob' in file ? file : { name: pathOf(file), blob: file })),
  );
  const key = await vectorsKey(read.digest, texts);
  const shelf = await platform.vectors().catch(() => null);
  const kept = await readVectors(shelf, key, texts.length);
  const made = kept ?? (await platform.encode(read, texts, pace));
  if (kept === null) await keepVectors(shelf, key, made);
  const vectors = sourceOfEncoder(read.digest);
  rememberEncoded(catalogue, vectors, made);
  const { values, ...said } = made;
  return {
    encoder: read.digest,
    vectors,
    items: values.length / said.width,
    ...said,
    known: kept !== null,
    seconds: platform.now() - began,
  };
}

/** Of a file of a folder that was chosen, where it lies in it. */
const pathOf = ({ name, webkitRelativePath }: File): string =>
  typeof webkitRelativePath === 'string' && webkitRelativePath !== '' ? webkitRelativePath : name;
