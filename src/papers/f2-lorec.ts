import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F2',
  title: 'LoRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Recognises invented people by simulated attacks and lets them count less.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Invented people are found with an AUC of 0.9, and the item they push loses half its exposure.',
  experiment: null,
};
