/** The engine with the order of facts kept, whatever carries its calls. */
import { releaseProxy } from 'comlink';
import { unknownWord } from '../core/words.ts';
import type { Engine, WorkerEngine } from './contract.ts';

/** A listener at the other end: calling it sends, and the answer says that it was heard. */
type Remote = ((...reports: readonly unknown[]) => unknown) & { readonly [releaseProxy]?: () => void };

/**
 * The engine, each of whose results waits until its reports were heard: comlink gives every listener a port of its own, and
 * between two ports messages keep no order, so the last report of a run would arrive after its result. A listener that fails
 * is told of and ends nothing. A method that there is not is refused by name.
 *
 * @param failed  told what a listener threw
 */
export function inOrder(engine: Engine, failed: (error: unknown) => void): WorkerEngine {
  return new Proxy(engine, {
    get: (_, name) => {
      if (typeof name !== 'string') return undefined;
      if (!Object.hasOwn(engine, name)) return () => Promise.reject(unknownWord('nextup', name, Object.keys(engine)));
      const method = Reflect.get(engine, name) as Method;
      return (...args: unknown[]) => answered(method, args, failed);
    },
  });
}

type Method = (...args: unknown[]) => Promise<unknown>;

async function answered(method: Method, args: readonly unknown[], failed: (error: unknown) => void): Promise<unknown> {
  const listeners = args.filter(isListener);
  if (listeners.length === 0) return method(...args);
  const unheard = new Set<Promise<unknown>>();
  const telling = (listener: Remote) => {
    return (...reports: unknown[]): void => {
      const heard = Promise.resolve(listener(...reports)).catch(failed);
      unheard.add(heard);
      void heard.then(() => unheard.delete(heard));
    };
  };
  try {
    return await method(...args.map((argument) => (isListener(argument) ? telling(argument) : argument)));
  } finally {
    await Promise.all(unheard);
    for (const listener of listeners) listener[releaseProxy]?.();
  }
}

const isListener = (argument: unknown): argument is Remote => typeof argument === 'function';
