/** The engine with the order of facts kept, whatever carries its calls. */
import { releaseProxy } from 'comlink';
import type { Engine, WorkerEngine } from './contract.ts';

/** A listener at the other end: calling it sends, and the answer says that it was heard. */
type Remote = ((...reports: readonly unknown[]) => unknown) & { readonly [releaseProxy]?: () => void };

/**
 * The engine, each of whose results waits until its reports were heard: comlink gives every listener a port of its own, and
 * between two ports messages keep no order, so the last report of a run would arrive after its result. A listener that fails
 * is told of and ends nothing.
 *
 * @param failed  told what a listener threw
 */
export function inOrder(engine: Engine, failed: (error: unknown) => void): WorkerEngine {
  return new Proxy(engine, {
    get: (_, name) => {
      const method: unknown = Reflect.get(engine, name);
      return typeof method === 'function' ? (...args: unknown[]) => answered(method as Method, args, failed) : method;
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
