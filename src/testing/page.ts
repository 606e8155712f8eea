import { ImportError, SettingsError } from '../core/errors.ts';
import { defaultShaping } from '../data/dataset.ts';
import { createActions } from '../state/actions.ts';
import type { FetchDemo } from '../state/demo_actions.ts';
import type { FetchEncoder } from '../state/encoder_actions.ts';
import type { FetchTable } from '../state/import_actions.ts';
import type { PushToHub } from '../state/share_actions.ts';
import { LossHistory } from '../state/loss_history.ts';
import { createAppStore } from '../state/store.ts';
import type { DatasetSummary, Engine, Item, Ranking, StorageReport } from '../worker/contract.ts';

/** A dataset of three users, as the engine sums it up. */
export const summary = (name: string, id = name): DatasetSummary => ({
  ...{ id, name, fingerprint: id, shaping: defaultShaping, interactions: 9, users: 3, items: 3 },
  ...{
    problems: [],
    notes: [],
    doubts: [],
    files: [],
    twins: [],
    titledBlanks: 0,
    best: null,
    dated: true,
    texts: true,
    division: null,
    usualSplit: 'leave-one-out',
  },
});
export const item = (id: string): Item => ({ id, title: id.toUpperCase(), category: null, count: 1 });

/** What the engine answers with a list that nothing else is to be said of, but for `told`. */
export const ranked = (told: Partial<Ranking> = {}): Ranking => ({
  ...{ list: [], newItems: [], unknownItems: [], search: null, steps: null },
  ...{ readsTimes: false, kinds: null, levels: null },
  ...told,
});

/** No test but those of the demo may ask for the shipped model. */
const noDemo = (): Promise<never> => Promise.reject(new Error('no demo here'));

const noTable = (): Promise<never> => Promise.reject(new ImportError('offline'));

interface Fetches {
  readonly fetchDemo: FetchDemo;
  readonly fetchTable: FetchTable;
  readonly fetchEncoder: FetchEncoder;
  readonly pushToHub: PushToHub;
}

/** A page on an engine that has only the methods a test gives; another call rejects. */
export function page(
  methods: Partial<Engine>,
  {
    fetchDemo = noDemo,
    fetchTable = noTable,
    fetchEncoder = noTable,
    pushToHub = noTable,
    visit = null,
  }: Partial<Fetches> & { readonly visit?: string | null } = {},
) {
  const engine = new Proxy(
    { cancel: () => Promise.resolve(), ended: () => Promise.resolve(null), ...methods },
    {
      get: (given, name) =>
        (Reflect.get(given, name) as unknown) ?? (() => Promise.reject(new Error(`no ${String(name)} here`))),
    },
  ) as Engine; // checked by each call: what a test did not give rejects
  const store = createAppStore();
  const saved: string[] = [];
  const save = (name: string, content: unknown): void => void saved.push(`${name}: ${String(content)}`);
  const clipboard = { address: () => 'https://a.test/', copy: () => Promise.resolve() };
  const columns = { recall: () => null, keep: () => undefined };
  const memory = { text: visit };
  const remembered = { recall: () => memory.text, keep: (text: string) => void (memory.text = text) };
  const persist = () => Promise.resolve(false);
  const fetches = { fetchDemo, fetchTable, fetchEncoder, pushToHub };
  const given = { save, ...fetches, clipboard, columns, visit: remembered, persist };
  const actions = createActions({ store, engine, losses: new LossHistory() }, given);
  return { store, actions, saved, memory };
}

const storage: StorageReport = {
  ...{ available: true, usage: 0, quota: null, persisted: true },
  ...{ mostDataset: 100, mostDatasets: 200 },
};

/** What every dataset that is opened is asked. */
export const looks: Partial<Engine> = {
  audit: () => Promise.reject(new SettingsError('no audit')),
  histories: () => Promise.resolve([]),
  keep: () => Promise.resolve({ kept: false, reason: 'nothing is kept in this test' }),
  keptDatasets: () => Promise.resolve([]),
  storage: () => Promise.resolve(storage),
};
