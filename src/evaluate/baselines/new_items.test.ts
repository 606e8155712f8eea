import { expect, it } from 'vitest';
import { shapeDataset } from '../../data/shape.ts';
import { textAttr } from '../../data/simulator/worlds/text-attr.ts';
import { query, split, target } from '../../data/split.ts';
import { Counts } from './counts.ts';
import { evaluateBaseline } from './evaluate.ts';
import { baselines } from './registry.ts';

it('text-attr: where items are new only text places them, and not as well as the process does', async () => {
  const { interactions, oracle } = textAttr.make(1);
  const divided = split(await shapeDataset(interactions), 'by item, 20 %');
  const counts = new Counts(divided);
  const found: Record<string, number> = {};
  for (const baseline of baselines) {
    const { metrics } = await evaluateBaseline(counts, baseline, { stage: 'test', seen: 'filtered' });
    found[baseline.name] = metrics.hr['10'];
  }
  const { nearest_text: text, ...others } = found;
  expect(Math.max(...Object.values(others))).toBe(0);
  const targets = Array.from(divided.test.users, (_, k) => k);
  const hits = targets.filter((k) => {
    const asked = query(divided, 'test', k);
    const probabilities = oracle(asked).map((p, item) => (asked.items.includes(item) ? 0 : p));
    return probabilities.filter((p) => p > probabilities[target(divided, 'test', k)]).length < 10;
  });
  const best = hits.length / targets.length;
  expect(text).toBeGreaterThan(0.45);
  expect(best).toBeGreaterThan(text + 0.2);
});
