import { expect, it } from 'vitest';
import { DeviceError } from '../../core/errors.ts';
import type { Machine } from '../../runtime/machine.ts';
import { testPlatform } from '../../testing/platform.ts';
import { GpuSessions } from '../gpu_session.ts';
import { costsOf } from './mixer_cost.ts';
import { withSlope } from './mixer_slope.ts';
import type { MeasuredMixer } from './mixer_messages.ts';

const measured = (milliseconds: (length: number) => number): MeasuredMixer => ({
  ...{ name: 'any', title: 'Any', growth: 'linear', ended: null },
  at: [64, 128, 256, 512, 1024].map((length) => ({
    length,
    milliseconds: milliseconds(length),
    bytes: 1,
    dispatches: 1,
  })),
});

it('fits the slope to the longer half of the lengths', () => {
  expect(withSlope(measured((length) => 3 * length ** 1.5)).slope).toBeCloseTo(1.5, 12);
  expect(withSlope(measured((length) => Math.max(256, length))).slope).toBeCloseTo(1, 12);
  expect(withSlope({ ...measured(() => 1), at: [] }).slope).toBeNull();
});

it('measures every mixer on the processor, and tells which grow as the square of a history', async () => {
  const platform = testPlatform();
  const told: number[] = [];
  const { mixers } = await costsOf(new GpuSessions(platform), platform, { longest: 128 }, (done) => told.push(done));
  expect(told.at(-1)).toBeCloseTo(1, 12);
  for (const { at, ended } of mixers) {
    expect([at.map(({ length }) => length), ended]).toEqual([[64, 128], null]);
    expect(at[1].bytes).toBeGreaterThan(at[0].bytes);
  }
  const squares = mixers.filter(({ growth }) => growth === 'quadratic').map(({ name }) => name);
  expect(squares).toEqual(['attention', 'hstu']);
});

it('says where a mixer is more than a machine holds, and goes on with the next', async () => {
  const platform = testPlatform();
  const sessions = new GpuSessions(platform);
  const machine = await sessions.machine();
  const small = {
    ...{ report: machine.report, choices: {}, progress: 0 },
    storage: (_label: string, _count: number, use: string) => {
      throw new DeviceError(`${use}: too much`);
    },
    meaning: (error: unknown) => Promise.resolve(error),
  };
  sessions.machine = () => Promise.resolve(small as unknown as Machine);
  const { mixers } = await costsOf(sessions, platform, { only: 'gru' }, () => undefined);
  expect(mixers).toMatchObject([{ at: [], slope: null, ended: '64 positions: gru over 64 positions: too much' }]);
});
