import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G11',
  title: 'SSMs in medical image analysis',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares the orders in which a volume can be scanned.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: medical images.',
  accepts: 'Coverage and locality of each order are computed.',
  experiment: null,
};
