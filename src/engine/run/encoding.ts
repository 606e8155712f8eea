import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import type { Begun, ReadTogether } from '../../encoders/encode.ts';
import { rememberEncoded, sourceOfEncoder, textsOfItems } from '../../features/encoded.ts';
import type { Datasets } from '../data/datasets.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { EncodedItems } from './encoder_messages.ts';
import type { Encoders } from './encoders.ts';
import { keepVectors, readVectors, vectorsKey } from './kept_vectors.ts';

/** Seconds between two reports. */
const REPORT_SECONDS = 0.1;

/** An encoding that was given up, under what its vectors would be kept by. */
interface GivenUp extends Begun {
  readonly key: string;
  readonly vectors: Map<number, Float32Array>;
}

/** Vectors of items by text encoders. */
export class Encoding {
  private readonly platform: Platform;
  private readonly datasets: Datasets;
  private readonly encoders: Encoders;
  /** The last one: asked for again, it goes on from there. */
  private givenUp: GivenUp | null = null;

  constructor(platform: Platform, datasets: Datasets, encoders: Encoders) {
    this.platform = platform;
    this.datasets = datasets;
    this.encoders = encoders;
  }

  /**
   * Vectors of the items of a dataset, for codes that are made of them: they belong to the dataset for as long as it is open, and are
   * kept by what they were made of, so that the same files and titles are computed once.
   *
   * @throws SettingsError where the items have no titles or the encoder gives what is no vector, CancelledError
   */
  async encode(id: Id, encoder: Id, pace: Pace, progress?: (read: number, of: number) => void): Promise<EncodedItems> {
    const { platform } = this;
    const { catalogue, name } = this.datasets.get(id).dataset;
    const texts = textsOfItems(catalogue);
    if (texts.every((text) => text === '')) {
      throw new SettingsError(
        `encoder: ${name} has neither titles nor categories, so that there is nothing to read; open a file with titles`,
      );
    }
    const began = platform.now();
    const key = await vectorsKey(encoder, texts);
    const shelf = await platform.vectors().catch(() => null);
    const kept = await readVectors(shelf, key, texts.length);
    const made = kept ?? (await this.made(key, encoder, texts, pace, progress));
    if (kept === null) await keepVectors(shelf, key, made);
    const vectors = sourceOfEncoder(encoder);
    rememberEncoded(catalogue, vectors, made);
    const { values, ...said } = made;
    return {
      encoder,
      vectors,
      items: values.length / said.width,
      ...said,
      known: kept !== null,
      seconds: platform.now() - began,
    };
  }

  private async made(
    key: string,
    encoder: Id,
    texts: readonly string[],
    { signal }: Pace,
    progress: (read: number, of: number) => void = () => undefined,
  ): ReturnType<Platform['encode']> {
    const begun = this.givenUp?.key === key ? this.givenUp : null;
    let reported = -Infinity;
    const onRead = (read: ReadTogether): void => {
      this.note(key, read);
      const now = this.platform.now();
      if (now - reported < REPORT_SECONDS && read.done < read.of) return;
      reported = now;
      progress(read.done, read.of);
    };
    const made = await this.platform.encode(await this.encoders.files(encoder), texts, { signal, begun, onRead });
    this.givenUp = null;
    return made;
  }

  /** Holds vectors as they come, in case that the encoding is given up. */
  private note(key: string, { provider, texts, values }: ReadTogether): void {
    const width = values.length / texts.length;
    if (this.givenUp?.key !== key || this.givenUp.provider !== provider) {
      this.givenUp = { key, provider, vectors: new Map() };
    }
    const { vectors } = this.givenUp;
    for (const [i, text] of texts.entries()) vectors.set(text, values.subarray(i * width, (i + 1) * width));
  }
}
