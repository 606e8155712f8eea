import { expect, it } from 'vitest';
import { arrive, round } from '../scripts/soak/visitor.mjs';
import { connect, visit } from './visit.ts';

it('trains run after run for a restless visitor, as npm run soak does for longer', async () => {
  const browser = await connect('gpu');
  const { page, leave } = await visit(browser);
  const visitor = await arrive(page, 1);
  for (let run = 1; run <= 2; run++) {
    const { faults, switched, buffers } = await round(visitor);
    expect(faults, `run ${run}`).toEqual([]);
    expect(switched).toBeGreaterThan(0);
    expect(buffers).toBe(0);
  }
  await leave();
  await browser.close();
});
