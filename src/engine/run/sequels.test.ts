import { describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

describe('SASRec on the sequels world', () => {
  it('comes within 5 % of the best achievable score and beats every baseline but the one that knows the rule', async () => {
    const engine = createEngine(testPlatform());
    const { id, best } = await engine.simulate('sequels');
    const run = await engine.train({
      dataset: id,
      config: { blocks: 2, heads: 2, width: 32, length: 20, dropout: 0.1 },
      training: { epochs: 6, batch: 64, learningRate: 1e-2, validateEvery: 3, patience: 0 },
    });
    expect(run.phase).toBe('finished');
    expect(run.test?.hr['10']).toBeGreaterThan(0.95 * (best?.realised.hr10 ?? Infinity));
    expect(run.test?.ndcg['10']).toBeGreaterThan(0.95 * (best?.realised.ndcg10 ?? Infinity));
    const beaten = run.baselines.filter(({ metrics }) => metrics.ndcg['10'] < (run.test?.ndcg['10'] ?? 0));
    expect(beaten.map(({ name }) => name)).toEqual(expect.arrayContaining(['popularity', 'repeat_last']));
    expect(run.againstBaseline?.sentence).toMatch(/NDCG@10/);
  });
});
