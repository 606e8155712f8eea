import type { AppState } from './store.ts';

/** What codes of the open data are made of where nobody says it: of an encoder that read its titles, unless its vectors were put aside. */
export const vectorsInUse = ({
  encoded,
  dataset,
}: Pick<AppState, 'encoded' | 'dataset'>): { readonly vectors?: string } =>
  encoded !== null && encoded.used && encoded.dataset === dataset ? { vectors: encoded.vectors } : {};
