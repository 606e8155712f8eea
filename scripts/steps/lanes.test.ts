import { describe, expect, it } from 'vitest';
import { inLanes, type Step } from './lanes.mjs';

/** Steps that run until they are ended by name; `running` says which do now. */
function stage(steps: readonly Step[], lanes: number) {
  const running = new Map<string, () => void>();
  const run = ({ name }: Step): Promise<null> =>
    new Promise((resolve) => {
      running.set(name, () => {
        running.delete(name);
        resolve(null);
      });
    });
  const ended = inLanes(steps, { lanes }, run);
  return {
    ended,
    running: () => [...running.keys()],
    end: async (name: string): Promise<readonly string[]> => {
      running.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve)); // what may begin now has begun
      return [...running.keys()];
    },
  };
}

describe('steps in lanes', () => {
  it('run in their order, no more at once than there are lanes', async () => {
    const { running, end, ended } = stage([{ name: 'a' }, { name: 'b' }, { name: 'c' }], 2);
    expect(running()).toEqual(['a', 'b']);
    expect(await end('b')).toEqual(['a', 'c']);
    expect(await end('a')).toEqual(['c']);
    await end('c');
    expect([...(await ended).keys()]).toEqual(['b', 'a', 'c']);
  });

  it('wait for what they need, while later ones go ahead', async () => {
    const { running, end } = stage([{ name: 'page' }, { name: 'journey', needs: ['page'] }, { name: 'lint' }], 3);
    expect(running()).toEqual(['page', 'lint']);
    expect(await end('page')).toEqual(['lint', 'journey']);
  });

  it('do not wait for what is not run', () => {
    expect(stage([{ name: 'journey', needs: ['page'] }], 2).running()).toEqual(['journey']);
  });

  it('are measured alone, after everything else', async () => {
    const steps = [{ name: 'times', alone: true }, { name: 'a' }, { name: 'more times', alone: true }, { name: 'b' }];
    const { running, end } = stage(steps, 2);
    expect(running()).toEqual(['a', 'b']);
    expect(await end('a')).toEqual(['b']);
    expect(await end('b')).toEqual(['times']);
    expect(await end('times')).toEqual(['more times']);
  });

  it('are told what came of those before', async () => {
    const results = await inLanes<Step, number>(
      [{ name: 'a' }, { name: 'b', needs: ['a'] }],
      { lanes: 2 },
      ({ name }, before) => Promise.resolve(name === 'a' ? 1 : 1 + (before.get('a') ?? 0)),
    );
    expect([...results]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('begin no more once they are interrupted', async () => {
    const interrupted = new AbortController();
    const results = await inLanes([{ name: 'a' }, { name: 'b' }], { lanes: 1, signal: interrupted.signal }, () => {
      interrupted.abort();
      return Promise.resolve(null);
    });
    expect([...results.keys()]).toEqual(['a']);
  });

  it('that wait for each other are an error, as is one that throws', async () => {
    const circle = [
      { name: 'a', needs: ['b'] },
      { name: 'b', needs: ['a'] },
    ];
    await expect(stage(circle, 2).ended).rejects.toThrow('steps: a, b wait for each other');
    await expect(inLanes([{ name: 'a' }], { lanes: 1 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
