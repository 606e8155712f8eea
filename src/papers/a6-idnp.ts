import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A6',
  title: 'IDNP',
  authors: null,
  year: null,
  identifier: null,
  adds: "Sees a person's interest as a function of time that is drawn anew from a few events, with a band that says how sure it is.",
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'On sinusoids of interest, five events give held-out events more likelihood than a GRU does, and the band narrows with more.',
  experiment: null,
};
