import { describe, expect, it } from 'vitest';
import { Watchdog } from './watchdog.ts';

const askEveryTwoSeconds = (dog: Watchdog, until: number): number | null => {
  for (let now = 2; now <= until; now += 2) if (dog.isHung(now)) return now;
  return null;
};

describe('a watchdog', () => {
  it('reports a worker that is silent for ten seconds', () => {
    expect(askEveryTwoSeconds(new Watchdog(0), 60)).toBe(10);
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
