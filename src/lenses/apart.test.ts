import { expect, it } from 'vitest';
import { shortestOf } from '../../shaders/hstu/hstu.reference.ts';
import { untimed } from '../core/history.ts';
import { hstu } from '../models/hstu/hstu.ts';
import { probeOf } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lens } from './apart.lens.ts';
import { duration } from './duration.ts';

it('draws a line for each block over all places of the window and, where time counts, over all buckets', async () => {
  const shown = async (timeBias: string) => {
    const reader = noisyReader(hstu, 12, { blocks: 2, length: 6, timeBias });
    return (await lens.look(probeOf(reader, untimed([4, 1])), {})) ?? [];
  };
  expect((await shown('none')).map(({ title }) => title)).toEqual(['By places']);
  const [places, times] = await shown('between');
  expect(places.numbers.columns).toEqual({ of: 'words', label: 'block', words: ['Block 1', 'Block 2'] });
  expect([places.numbers.values.length, times.numbers.values.length]).toEqual([2 * 6, 2 * 63]);
  expect(times.sentence).toMatch(/ in block 1, [+−]\d+\.\d\d in block 2\.$/);
});

it('says how long a bucket is at least in the largest unit of which it has one', () => {
  expect([0, 1, 1.35, 60, 5400, 86_400 * 2, 3.2e7].map(duration)).toEqual([
    ...['0 seconds', '1 second', '1.4 seconds', '1 minute', '1.5 hours', '2 days', '1 year'],
  ]);
  expect(duration(shortestOf(38))).toBe('19 hours');
});
