/** What models of histories have in common: settings and parts that mean the same in each of them. */
import type { Range, StageWords } from './model.ts';

export const commonRanges = {
  width: { minimum: 8, maximum: 256, step: 8, help: 'Numbers that describe one item' },
  length: { minimum: 2, maximum: 512, step: 1, help: 'How many of the last items the model sees' },
  dropout: {
    minimum: 0,
    maximum: 0.8,
    step: 0.05,
    help: 'Share of activations hidden while training; more for small data',
  },
} as const satisfies Readonly<Record<string, Range>>;

export const itemEmbeddings: StageWords = {
  scope: 'items',
  title: 'Item embeddings',
  says: 'A row of numbers for every item, learned: items that follow each other come to lie close.',
  settings: ['width'],
};
