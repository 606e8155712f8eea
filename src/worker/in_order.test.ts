import { expose, proxy, wrap } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine, RunSummary } from './contract.ts';
import { inOrder } from './in_order.ts';

/** The ends of a channel, as comlink wants them of a browser. */
interface Ends {
  readonly page: MessagePort;
  readonly worker: MessagePort;
}

const opened: MessagePort[] = [];
afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

function channel(): Ends {
  const { port1: page, port2: worker } = new MessageChannel();
  opened.push(page, worker);
  return { page, worker };
}

/** A listener of the page whose port is slow: what it is sent is heard long after an answer on another port would be. */
function slowly<A extends readonly unknown[]>(listen: (...reports: A) => void) {
  const slow = async (...reports: A): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    listen(...reports);
  };
  return proxy(slow as (...reports: A) => void); // who calls it through comlink hears of its promise
}

/** The part of an engine that a test asks, through comlink. */
function remote(engine: Partial<Engine>, failed: (error: unknown) => void = () => undefined) {
  const { page, worker } = channel();
  expose(inOrder(engine as Engine, failed), worker);
  return wrap<ReturnType<typeof inOrder>>(page);
}

const summary = { id: 'run-1' } as RunSummary;

describe('an engine behind comlink', () => {
  it('gives no result before the last report of its call was heard', async () => {
    const train: Engine['train'] = (_, listen) => {
      for (let step = 1; step <= 5; step++) listen?.({ kind: 'note', note: `step ${step}` });
      return Promise.resolve(summary);
    };
    const heard: string[] = [];
    const listen = slowly((event: { kind: string }) => heard.push(event.kind));
    expect(await remote({ train }).train({ dataset: 'd' }, listen)).toEqual(summary);
    expect(heard).toHaveLength(5);
  });

  it('refuses a method that there is not by name', async () => {
    const engine = remote({ train: () => Promise.resolve(summary) }) as unknown as Record<string, () => Promise<void>>;
    await expect(engine.trian()).rejects.toThrow('nextup: there is no "trian", expected one of train');
    await expect(engine.valueOf()).rejects.toThrow('nextup: there is no "valueOf", expected one of train');
  });

  it('holds this for every method that reports, wherever its listener stands', async () => {
    const report = { pass: true };
    const methods = {
      open: (_: unknown, __: unknown, progress: (fact: object) => unknown) => Promise.resolve(progress(report)),
      conformance: (_: unknown, progress: (fact: object) => unknown) => Promise.resolve(progress(report)),
      madeLater: (listen: (fact: object) => unknown) => Promise.resolve(listen(report)),
    };
    const engine = remote(methods as unknown as Partial<Engine>) as unknown as Record<
      keyof typeof methods,
      (...args: unknown[]) => Promise<unknown>
    >;
    for (const [method, before] of [
      ['open', 2],
      ['conformance', 1],
      ['madeLater', 0],
    ] as const) {
      const heard: object[] = [];
      await engine[method](
        ...Array.from({ length: before }, () => null),
        slowly((fact: object) => heard.push(fact)),
      );
      expect(heard, method).toEqual([report]);
    }
  });

  it('gives no error either before the last report was heard', async () => {
    const conformance: Engine['conformance'] = (_, report) => {
      report?.([]);
      return Promise.reject(new Error('the device is gone'));
    };
    let heard = 0;
    const asked = remote({ conformance }).conformance(
      '',
      slowly(() => heard++),
    );
    await expect(asked).rejects.toThrow('the device is gone');
    expect(heard).toBe(1);
  });

  it('tells of a listener that fails, and the call goes on', async () => {
    const failures: unknown[] = [];
    const train: Engine['train'] = (_, listen) => {
      listen?.({ kind: 'note', note: 'one' });
      return Promise.resolve(summary);
    };
    const fail = proxy(() => {
      throw new Error('the page could not draw it');
    });
    const engine = remote({ train }, (error) => failures.push(error));
    expect(await engine.train({ dataset: 'd' }, fail)).toEqual(summary);
    expect(failures.map(String)).toEqual(['Error: the page could not draw it']);
  });

  it('passes on what has no listener as it is', async () => {
    const engine = remote({ worlds: () => Promise.resolve([{ name: 'a', title: 'A', sentence: 's' }]) });
    expect(await engine.worlds()).toEqual([{ name: 'a', title: 'A', sentence: 's' }]);
  });
});
