import { describe, expect, it } from 'vitest';
import type { ValidationPoint } from '../../../worker/contract.ts';
import { curveCsv, curveSentence, lossSentence, patienceLeft, validationLines } from './curve.ts';

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
    'epoch,step,loss,hr@10,ndcg@10,markov1 hr@10,markov1 ndcg@10\r\n2,40,4.5,0.3,0.2,0.35,0.15\r\n',
  );
});

describe('the curve as lines', () => {
  it('has a level for every baseline and the ceiling, and one value per x', () => {
    const later = { ...point, epoch: 3, ndcg10: 0.1, best: false };
    const lines = validationLines([point, later], [], [markov], 'ndcg10', 0.6, [0, 2, 3, 4]);
    expect(lines.map(({ label, values }) => [label, ...values])).toEqual([
      ['Markov chain', 0.15, 0.15, 0.15, 0.15],
      ['best possible', 0.6, 0.6, 0.6, 0.6],
      ['model', null, 0.2, 0.1, null],
      ['best so far', null, 0.2, null, null],
    ]);
  });

  it('has the run before behind the model, joined where only the other run was validated', () => {
    const before = [1, 3, 5].map((epoch) => ({ ...point, epoch, ndcg10: epoch / 10 }));
    const lines = validationLines([point], before, [], 'ndcg10', null, [0, 1, 2, 3, 5]);
    expect(lines.map(({ label, values }) => [label, ...values])).toEqual([
      ['run before', null, 0.1, undefined, 0.3, 0.5],
      ['model', null, undefined, 0.2, null, null],
      ['best so far', null, null, 0.2, null, null],
    ]);
  });

  it('says what the loss did', () => {
    const curve = { every: 1, steps: [1, 2], raw: [4, 3] };
    expect(lossSentence({ ...curve, smooth: [4, 3] })).toBe(
      'The training loss fell from 4 to 3 nats per position in 2 steps.',
    );
    expect(lossSentence({ ...curve, smooth: [null, 3] })).toContain('stays at 3');
    expect(lossSentence({ every: 1, steps: [], raw: [], smooth: [] })).toBe('');
  });
});

describe('patience', () => {
  const worse = { ...point, best: false };

  it('shrinks with every validation that is no better and is full again with one that is', () => {
    expect(patienceLeft([point, worse, worse], 10)).toMatchObject({ left: 8 });
    expect(patienceLeft([point, worse, point], 10)).toMatchObject({ left: 10 });
    expect(patienceLeft([point, worse], 1)?.sentence).toContain('ends early with its best weights');
  });

  it('is not there before a validation or without a limit', () => {
    expect(patienceLeft([], 10)).toBeNull();
    expect(patienceLeft([point], 0)).toBeNull();
  });
});
