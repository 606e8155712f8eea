import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H10',
  title: 'CADFusion',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Alternates between likelihood and the judgement of what a renderer draws.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: construction drawings.',
  accepts: "Valid programs and the renderer's score rise with alternation.",
  experiment: null,
};
