import { describe, expect, it } from 'vitest';
import type { ValidationPoint } from '../../../worker/contract.ts';
import { curveCsv, curveSentence } from './curve.ts';

const point: ValidationPoint = { epoch: 2, step: 40, hr10: 0.3, ndcg10: 0.2, loss: 4.5, seconds: 9, best: true };
const markov = { name: 'markov1', title: 'Markov chain', hr10: 0.35, ndcg10: 0.15 };
const popular = { name: 'popularity', title: 'Popularity', hr10: 0.1, ndcg10: 0.05 };

describe('the curve in words', () => {
  it('compares with the best baseline of the metric on screen', () => {
    expect(curveSentence([point], [markov, popular], 'ndcg10')).toContain('beats Markov chain with 0.1500');
    expect(curveSentence([point], [markov, popular], 'hr10')).toContain('is behind Markov chain with 0.3500');
  });

  it('says nothing of a baseline or a model that is not there yet', () => {
    expect(curveSentence([point], [], 'hr10')).toBe(
      'After epoch 2 the model has HR@10 0.3000 on the validation targets.',
    );
    expect(curveSentence([], [], 'hr10')).toBe('');
  });
});

it('exports a column per metric and a row per validation', () => {
  expect(curveCsv([point], [markov])).toBe(
    'epoch,step,loss,hr@10,ndcg@10,markov1 hr@10,markov1 ndcg@10\n2,40,4.5,0.3,0.2,0.35,0.15\n',
  );
});
