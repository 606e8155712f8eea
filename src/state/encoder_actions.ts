import type { BringOptions, InputFiles } from '../worker/contract.ts';
import { endInquiries, isCancelled, messageOf, type Context } from './context.ts';
import type { Bringing, EncodersSlice } from './slices/encoders.ts';

/** Fetches the files of an encoder from a folder on the web. @throws ImportError saying what went wrong and what to do, CancelledError */
export type FetchEncoder = (
  address: string,
  progress: (fetching: Bringing) => void,
  signal: AbortSignal,
) => Promise<{ readonly name: string; readonly files: InputFiles }>;

export interface EncoderActions {
  /** Lists the encoders that are here. */
  list(): Promise<void>;
  /** Takes the files of an encoder. */
  bring(files: InputFiles): Promise<void>;
  /** Fetches an encoder that the user typed the address of; it must be what its SHA-256 names. */
  fetch(address: string, sha256: string): Promise<void>;
  cancelFetch(): void;
  forget(encoder: string): Promise<void>;
  /** Lets an encoder read the titles of the open dataset; codes are made of its vectors then, here and by runs. */
  encode(encoder: string): Promise<void>;
  cancel(): void;
  /** Whether codes, here and of runs, are made of what an encoder made of the titles, where nothing else is said. */
  use(used: boolean): void;
}

const USUAL_START: Bringing = { file: null, host: null, bytes: 0, total: null };

export function encoderActions(context: Context, fetchEncoder: FetchEncoder): EncoderActions {
  const { store, engine } = context;
  let fetching: AbortController | null = null;

  const failed = (error: unknown): void =>
    store.setState({ encoderFailure: isCancelled(error) ? 'It was cancelled.' : messageOf(error) });

  const list = async (): Promise<void> => {
    try {
      store.setState({ encoders: await engine.encoders() });
    } catch (error) {
      failed(error);
    }
  };

  const taken = async (files: InputFiles, options: BringOptions): Promise<void> => {
    const { name, reason } = await engine.bringEncoder(files, options);
    const lost = reason === null ? null : `${name} is here until the page is closed, and is not kept: ${reason}`;
    store.setState({ encoderFailure: lost });
    await list();
  };

  /** Brings one encoder at a time. */
  const bringing = async (work: () => Promise<void>): Promise<void> => {
    if (store.getState().bringing !== null) return;
    store.setState({ bringing: USUAL_START, encoderFailure: null });
    try {
      await work();
    } catch (error) {
      failed(error);
    } finally {
      store.setState({ bringing: null });
    }
  };

  return {
    list,
    bring: (files) => {
      store.setState({ view: 'data' }); // they may be dropped anywhere
      return bringing(() => taken(files, {}));
    },
    fetch: (address, sha256) =>
      bringing(async () => {
        fetching = new AbortController();
        const told = (now: Bringing): void =>
          store.setState(({ bringing: at }) => (at === null ? {} : { bringing: now }));
        const { name, files } = await fetchEncoder(address, told, fetching.signal);
        await taken(files, { name, sha256 });
      }),
    cancelFetch: () => fetching?.abort(),
    async forget(encoder) {
      try {
        await engine.forgetEncoder(encoder);
      } catch (error) {
        failed(error);
      }
      await list();
    },
    async encode(encoder) {
      const { dataset, encoding } = store.getState();
      if (dataset === null || encoding !== null) return;
      store.setState({ encoding: { encoder, read: 0, of: null, rate: null }, encoderFailure: null });
      try {
        const made = await engine.encode(dataset.id, encoder, rated(store.setState.bind(store)));
        store.setState({ encoded: { ...made, dataset, used: true } });
      } catch (error) {
        failed(error);
      } finally {
        store.setState({ encoding: null });
      }
    },
    cancel: () => endInquiries(context, 'encode'),
    use: (used) => store.setState(({ encoded }) => ({ encoded: encoded && { ...encoded, used } })),
  };
}

/** Tells how many texts are read, and how fast since the first report; the last report may come after the answer. */
function rated(set: (change: (state: EncodersSlice) => Partial<EncodersSlice>) => void) {
  let first: { readonly read: number; readonly at: number } | null = null;
  return (read: number, of: number): void => {
    const now = performance.now();
    first ??= { read, at: now };
    const seconds = (now - first.at) / 1000;
    const rate = seconds > 0 ? (read - first.read) / seconds : null;
    set(({ encoding }) => (encoding === null ? {} : { encoding: { ...encoding, read, of, rate } }));
  };
}
