import { proxy, releaseProxy, wrap } from 'comlink';
import { DeviceError, SettingsError } from '../core/errors.ts';
import {
  BEAT_SECONDS,
  SILENCE_SECONDS,
  type Engine,
  type Listener,
  type Notice,
  type RemoteEngine,
  type WorkerEngine,
} from './contract.ts';
import { otherTabs, standsAt } from './other_tabs.ts';
import { startWorker } from './start_worker.ts';
import { TrainingLock } from './training_lock.ts';
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
  /** Those who wait for an answer: told when the worker dies, where comlink alone would leave them waiting for ever. */
  readonly waiting: Set<(reason: Error) => void>;
  /** Stops the worker and ends every call that waits. */
  end(reason: string): void;
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
    const { remote, waiting } = running;
    // The Proxy below is typed as Engine, so method and arguments are those of the facade.
    const answer = remote[method as keyof WorkerEngine] as (...args: readonly unknown[]) => Promise<unknown>;
    const ask = (given: readonly unknown[]): Promise<unknown> =>
      answered(
        sent(method, () => answer(...given.map(marked))),
        waiting,
      );
    if (TRAINS.has(method)) return lock.during(() => heardByTabs(args, ask));
    if (method === 'runPaper' && (await trainsFor(args[0]))) {
      return lock.during(() => knownToTabs(String(args[0]), () => ask(args)));
    }
    return OWN_CHECKPOINTS.has(method) ? lock.during(() => ask(args)) : ask(args);
  };

  /** Whether the experiment of a paper trains. */
  const trainsFor = async (paper: unknown): Promise<boolean> =>
    (await engine.papers()).some(
      ({ id, experiment }) => id === String(paper).toUpperCase() && experiment?.kind === 'trained',
    );

  const engine = new Proxy({} as Engine, {
    // `then` must not look like a method, or awaiting the engine would call the worker.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: readonly unknown[]) => call(name, args) : undefined,
  });
  const stop = (): void => {
    running?.end('engine: it was stopped; the next call starts it again');
    running = null;
  };
  return { engine, stop };
}

/** Methods that train; their second argument listens to the run. */
const TRAINS: ReadonlySet<string> = new Set<keyof Engine>(['train', 'resume', 'step', 'recover', 'goOn']);

/** Methods that write or remove the checkpoints of this browser. */
const OWN_CHECKPOINTS: ReadonlySet<string> = new Set<string>([
  ...TRAINS,
  ...(['stop', 'discard', 'settle'] satisfies (keyof Engine)[]),
]);

const lock = new TrainingLock('locks' in navigator ? navigator.locks : undefined, () => {
  const { training } = otherTabs();
  const stands = training === null ? '' : ` (${standsAt(training)})`;
  const end = training?.paper === undefined ? 'pause or stop' : 'cancel';
  return `train: training runs in another tab${stands}; ${end} it there first`;
});

/** Trains for the experiment of a paper, of which the other tabs hear that it is at work. */
async function knownToTabs<T>(paper: string, work: () => Promise<T>): Promise<T> {
  const tabs = otherTabs();
  tabs.begin(paper);
  try {
    return await work();
  } finally {
    tabs.end();
  }
}

/** Asks for a training whose events the other tabs hear of too. */
async function heardByTabs<T>(args: readonly unknown[], ask: (args: readonly unknown[]) => Promise<T>): Promise<T> {
  const tabs = otherTabs();
  const [what, listener, ...rest] = args;
  const listen: Listener = (event) => {
    tabs.tell(event);
    if (typeof listener === 'function') (listener as Listener)(event);
  };
  tabs.begin();
  try {
    return await ask([what, listen, ...rest]);
  } finally {
    tabs.end();
  }
}

/** The answer to a call. @throws SettingsError where an argument holds what no message can, which browsers alone can tell */
async function sent(method: string, send: () => Promise<unknown>): Promise<unknown> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'DataCloneError')) throw error;
    throw new SettingsError(
      `${method}: an argument cannot be sent to the engine: ${error.message} Give plain data, files and listener functions`,
    );
  }
}

/** A function as one that comlink may write its mark on, which a frozen one does not let it. */
const marked = (argument: unknown): unknown =>
  typeof argument === 'function'
    ? proxy((...given: unknown[]): unknown => Reflect.apply(argument, null, given))
    : argument;

/** The answer, or the end of `waiting`; what is answered is not held on to. */
async function answered(answer: Promise<unknown>, waiting: Running['waiting']): Promise<unknown> {
  const { promise: death, reject } = Promise.withResolvers<never>();
  waiting.add(reject);
  try {
    return await Promise.race([death, answer]);
  } finally {
    waiting.delete(reject);
  }
}

function run(died: (reason: string) => void, unhandled: (message: string) => void): Running {
  const worker = startWorker();
  const remote = wrap<WorkerEngine>(worker);
  const watchdog = new Watchdog(seconds());
  const waiting: Running['waiting'] = new Set();

  const end = (reason: string): void => {
    clearInterval(timer);
    worker.terminate();
    remote[releaseProxy]();
    for (const reject of waiting) reject(new DeviceError(reason));
  };
  const die = (reason: string): void => {
    end(reason);
    died(reason);
  };
  const timer = setInterval(() => {
    if (!watchdog.isHung(seconds())) return;
    die(`engine: the worker has not answered for ${SILENCE_SECONDS} s and was stopped; try again`);
  }, BEAT_SECONDS * 1000);

  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    watchdog.heard();
    if (isNotice(data) && data.notice === 'unhandled') unhandled(data.message);
  });
  worker.addEventListener('error', (event) => {
    const what = event.message === '' || event.message === undefined ? 'part of the app did not load' : event.message;
    die(`engine: ${what}; reload the page`);
  });
  worker.addEventListener('messageerror', () => {
    // Whose answer it was is not said, so that all who wait would wait for ever.
    die('engine: an answer of the worker could not be received, perhaps for lack of memory; try again');
  });
  return { remote, waiting, end };
}

const seconds = (): number => performance.now() / 1000;

const isNotice = (data: unknown): data is Notice => typeof data === 'object' && data !== null && 'notice' in data;
