import { storedCrossEntropy, streamedCrossEntropy, STORED_LOGITS_LIMIT } from '../ops/index.ts';
import { defineLoss } from './loss.ts';

export const crossEntropy = defineLoss({
  name: 'cross-entropy',
  title: 'cross-entropy over the catalogue',
  says: 'Every item of the catalogue is a rival of the right one.',
  source: 'ops/crossentropy; logits are kept where they fit, recomputed where they do not',
  settings: {},
  draws: false,
  over({ batch, time, vocabulary }) {
    const bytes = batch * time * vocabulary * 4;
    const form = bytes <= STORED_LOGITS_LIMIT ? storedCrossEntropy : streamedCrossEntropy;
    return { leaves: [], loss: form, fill: () => undefined };
  },
});
