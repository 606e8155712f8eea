import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A22',
  title: 'Item-Language Model',
  authors: null,
  year: null,
  identifier: null,
  adds: "Translates an item's vector of interactions into what a frozen language model can read.",
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: talking with a large language model, which a browser does not hold.',
  accepts:
    "Attributes are named three times better than by chance from the vector alone, with the language model's weights unchanged.",
  experiment: null,
};
