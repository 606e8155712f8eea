/**
 * What crosses between the page and the worker that owns the engine: the facade's methods, with every listener marked for
 * comlink, and two notices that the worker posts by itself. Types only, so that the page may import it freely.
 */
import type { ProxyMarked, Remote } from 'comlink';
import type { Engine } from '../engine/api.ts';

export type * from '../engine/api.ts';

type Marked<T> = T extends (...args: never) => void ? T & ProxyMarked : T;
type MarkedArguments<A extends readonly unknown[]> = { [K in keyof A]: Marked<A[K]> };

/** The facade as it stands in the worker: a bare function cannot be cloned, so listeners are comlink proxies. */
export type WorkerEngine = {
  [M in keyof Engine]: (...args: MarkedArguments<Parameters<Engine[M]>>) => ReturnType<Engine[M]>;
};

/** The worker's engine as comlink gives it to the page. */
export type RemoteEngine = Remote<WorkerEngine>;

/** What the worker posts beside comlink's messages. */
export type Notice =
  /** Every `BEAT_SECONDS`, while the worker's event loop turns. */
  | { readonly notice: 'alive' }
  /** A promise was rejected and nobody waited for it; the page is not told by the browser. */
  | { readonly notice: 'unhandled'; readonly message: string };

export const BEAT_SECONDS = 2;
/**
 * Seconds of silence after which a worker counts as hung. Work in the engine lets the event loop run several times a second;
 * a slow machine that shares its cores with other work may hold it for many times as long.
 */
export const SILENCE_SECONDS = 45;
