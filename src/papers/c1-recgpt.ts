import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C1',
  title: 'RecGPT',
  authors: 'Jiang, Ren, Xia, Luo, Lin & Huang',
  year: 2025,
  identifier: 'arXiv:2506.06270',
  adds: 'Writes every item as four codes that are read off its text, so that one model serves catalogues it never saw.',
  part: 'src/models/recgpt',
  carried:
    'The model of one catalogue: items of several tokens, attention that is causal across items and open inside one, all codes of the next item guessed at once, and a list of the whole catalogue by the sum over them; and the quantizer.',
  leftOut:
    'One model for catalogues it never saw, which is to beat popularity there; codes by one quantizer for the text of every item; the vectors of texts beside the tokens; and the search of a tree of codes, since the whole catalogue is scored.',
  accepts:
    'Codes keep their range and come back exactly, attention over tokens is that of its mask to 1e-9 and tells nothing to items before, and every item that is listed exists, the first one the best of all codes.',
  experiment: () => import('./experiments/c1.ts'),
};
