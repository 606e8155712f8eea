import { describe, expect, it } from 'vitest';
import { SILENCE_SECONDS } from './contract.ts';
import { Watchdog } from './watchdog.ts';

const askEveryTwoSeconds = (dog: Watchdog, until: number): number | null => {
  for (let now = 2; now <= until; now += 2) if (dog.isHung(now)) return now;
  return null;
};

describe('a watchdog', () => {
  it('reports a worker that is silent for longer than honest work holds it', () => {
    const found = askEveryTwoSeconds(new Watchdog(0), 2 * SILENCE_SECONDS) ?? 0;
    expect(found).toBeGreaterThanOrEqual(SILENCE_SECONDS);
    expect(found).toBeLessThanOrEqual(SILENCE_SECONDS + 2);
  });

  it('is content with a beat now and then', () => {
    const dog = new Watchdog(0);
    for (let now = 2; now < 100; now += 2) {
      if (now % 8 === 0) dog.heard();
      expect(dog.isHung(now)).toBe(false);
    }
  });

  it('does not take its own sleep for the worker’s silence', () => {
    const dog = new Watchdog(0);
    expect(dog.isHung(2)).toBe(false);
    expect(dog.isHung(3600)).toBe(false);
    expect(dog.isHung(3602)).toBe(false);
  });
});
