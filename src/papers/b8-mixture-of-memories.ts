import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B8',
  title: 'Mixture-of-Memories',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Sends each token to a few of several linear memories, so that pairs disturb each other less.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'With four memories the error of recalled pairs is a quarter of that of one.',
  experiment: null,
};
