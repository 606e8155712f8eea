import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B3',
  title: 'S4D',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Reduces such a system to a diagonal one and says how to begin it.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Its beginnings have the spectra that theory gives, and good ones copy a delay where random ones do not.',
  experiment: null,
};
