import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G5',
  title: "Why can't transformers learn multiplication",
  authors: null,
  year: null,
  identifier: null,
  adds: 'Finds the missing running sum behind a failure, by probes.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'With the sum as an added target products are right in 0.95 of cases, and a probe finds it only then.',
  experiment: null,
};
