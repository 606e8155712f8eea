import { proxy, releaseProxy, wrap } from 'comlink';
import { DeviceError } from '../core/errors.ts';
import {
  BEAT_SECONDS,
  SILENCE_SECONDS,
  type Engine,
  type Notice,
  type RemoteEngine,
  type WorkerEngine,
} from './contract.ts';
import { startWorker } from './start_worker.ts';
import { whileTraining } from './training_lock.ts';
import { Watchdog } from './watchdog.ts';

export interface EngineClient {
  /** The facade. Calls reject when the worker dies; the next call starts a new worker, which knows no datasets and runs. */
  readonly engine: Engine;
  stop(): void;
}

/** What the page does about a worker. */
export interface WorkerEvents {
  /** The worker is gone and everything it held in memory with it. */
  died(reason: string): void;
  /** Something went wrong in the worker that belongs to no call. */
  unhandled(message: string): void;
}

interface Running {
  readonly remote: RemoteEngine;
  /** Rejects when the worker dies; comlink alone would leave every pending call waiting for ever. */
  readonly death: Promise<never>;
  stop(): void;
}

/** The engine behind a worker that is started at the first call and again after a death. */
export function connect(events: WorkerEvents): EngineClient {
  let running: Running | null = null;

  const onDeath = (reason: string): void => {
    running = null;
    events.died(reason);
  };

  const call = async (method: string, args: readonly unknown[]): Promise<unknown> => {
    running ??= run(onDeath, (message) => events.unhandled(message));
    const { remote, death } = running;
    const marked = args.map((argument) => (typeof argument === 'function' ? proxy(argument) : argument));
    // The Proxy below is typed as Engine, so method and arguments are those of the facade.
    const answer = remote[method as keyof WorkerEngine] as (...args: readonly unknown[]) => Promise<unknown>;
    const work = (): Promise<unknown> => Promise.race([death, answer(...marked)]);
    return OWN_CHECKPOINTS.has(method) ? whileTraining(work) : work();
  };

  const engine = new Proxy({} as Engine, {
    // `then` must not look like a method, or awaiting the engine would call the worker.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: readonly unknown[]) => call(name, args) : undefined,
  });
  return { engine, stop: () => running?.stop() };
}

/** Methods that write or remove the checkpoints of this browser. */
const OWN_CHECKPOINTS: ReadonlySet<string> = new Set<keyof Engine>(['train', 'resume', 'recover', 'discard']);

function run(died: (reason: string) => void, unhandled: (message: string) => void): Running {
  const worker = startWorker();
  const remote = wrap<WorkerEngine>(worker);
  const watchdog = new Watchdog(seconds());
  const { promise: death, reject } = Promise.withResolvers<never>();
  death.catch(() => undefined); // heard by the calls that race it; there may be none

  const stop = (): void => {
    clearInterval(timer);
    worker.terminate();
    remote[releaseProxy]();
  };
  const end = (reason: string): void => {
    stop();
    reject(new DeviceError(reason));
    died(reason);
  };
  const timer = setInterval(() => {
    if (!watchdog.isHung(seconds())) return;
    end(`engine: the worker has not answered for ${SILENCE_SECONDS} s and was stopped; try again`);
  }, BEAT_SECONDS * 1000);

  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    watchdog.heard();
    if (isNotice(data) && data.notice === 'unhandled') unhandled(data.message);
  });
  worker.addEventListener('error', (event) => {
    const what = event.message === '' || event.message === undefined ? 'part of the app did not load' : event.message;
    end(`engine: ${what}; reload the page`);
  });
  return { remote, death, stop };
}

const seconds = (): number => performance.now() / 1000;

const isNotice = (data: unknown): data is Notice => typeof data === 'object' && data !== null && 'notice' in data;
