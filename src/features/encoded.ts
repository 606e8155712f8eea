/** Vectors that text encoders made of the items of a catalogue, for as long as it is open. */
import { SettingsError } from '../core/errors.ts';
import type { Catalogue } from '../data/dataset.ts';

/** Vectors as an encoder gives them, (items, width), row-major. */
export interface Encoded {
  readonly values: Float32Array;
  readonly width: number;
}

/** A source of vectors by the files of an encoder: the first 32 digits of the SHA-256 that names them. */
export type EncoderSource = `encoder:${string}`;

/** What a source by an encoder is spelled as. */
export const ENCODER_SOURCE = '^encoder:[0-9a-f]{32}$';

export const sourceOfEncoder = (digest: string): EncoderSource => `encoder:${digest.slice(0, 32)}`;

/** They belong to the catalogue and go with it; the newest last. */
const known = new WeakMap<Catalogue, Map<string, Encoded>>();

export function rememberEncoded(catalogue: Catalogue, source: EncoderSource, vectors: Encoded): void {
  const all = known.get(catalogue) ?? new Map<string, Encoded>();
  all.delete(source);
  known.set(catalogue, all.set(source, vectors));
}

/** The encoder that read a catalogue last, where one did. */
export const newestEncoder = (catalogue: Catalogue): EncoderSource | null =>
  ([...(known.get(catalogue)?.keys() ?? [])].at(-1) as EncoderSource | undefined) ?? null;

/** @throws SettingsError where that encoder has not read these items */
export function encodedBy(catalogue: Catalogue, source: string): Encoded {
  const found = known.get(catalogue)?.get(source);
  if (found !== undefined) return found;
  const which = source === 'encoder' ? 'no encoder' : `the encoder ${source.slice('encoder:'.length)}`;
  throw new SettingsError(
    `vectors: ${which} has read the titles of these items; let one read them: in Data, or by --encoder FOLDER of lab`,
  );
}

/** What each item is to an encoder: its title, and its category behind a comma; '' where it has neither. */
export const textsOfItems = ({ ids, titles, categories }: Catalogue): string[] =>
  ids.map((_, item) =>
    [titles?.[item] ?? '', categories?.[item] ?? ''].filter((words) => words.trim() !== '').join(', '),
  );
