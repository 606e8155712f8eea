/** A source of vectors as it is said: of an encoder the first digits of what names it. */
export const sourceWords = (source: string): string =>
  source.startsWith('encoder:') ? `text by the encoder ${source.slice('encoder:'.length).slice(0, 8)}` : source;
