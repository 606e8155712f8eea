import { CancelledError, SettingsError } from '../core/errors.ts';
import { audit } from '../data/audit.ts';
import { defaultShaping, history, type Dataset, type Interactions, type Shaping } from '../data/dataset.ts';
import { readInteractions } from '../data/import/read.ts';
import { sniff } from '../data/import/sniff.ts';
import type { InputFiles, Problem, Progress } from '../data/import/types.ts';
import { shape } from '../data/shape.ts';
import type { BestAchievable } from '../data/simulator/world.ts';
import { findWorld } from '../data/simulator/worlds.ts';
import { split, type Split } from '../data/split.ts';
import type { DatasetAudit, DatasetSummary, History, Id, Item, OpenOptions, UserCard } from './api.ts';
import { closenessOf, describeItems, searchItems, type KnownItems } from './items.ts';

/** A dataset of this session and what was derived from it. */
export interface Opened {
  readonly id: Id;
  readonly interactions: Interactions;
  readonly dataset: Dataset;
  readonly items: KnownItems;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly best: BestAchievable | null;
}

/** What a dataset was made from, before shaping. */
type Source = Pick<Opened, 'interactions' | 'problems' | 'notes' | 'best'>;

/** The datasets of a session. */
export class Datasets {
  private readonly opened = new Map<Id, Opened>();
  private readonly splits = new Map<Id, Split>();
  private readonly audits = new Map<Id, DatasetAudit>();
  private reading: AbortController | null = null;

  get(id: Id): Opened {
    const opened = this.opened.get(id);
    if (opened === undefined) {
      throw new SettingsError(
        `dataset '${id}' is not open, expected one of ${[...this.opened.keys()].join(', ') || 'none'}; open a file first`,
      );
    }
    return opened;
  }

  split(id: Id): Split {
    return derive(this.splits, id, () => split(this.get(id).dataset));
  }

  audit(id: Id): DatasetAudit {
    return derive(this.audits, id, () => audit(this.get(id).dataset));
  }

  async simulate(name: string, seed: number): Promise<DatasetSummary> {
    const world = findWorld(name);
    const { interactions, bestAchievable } = world.make(seed);
    const notes = [`${world.title} is simulated, seed ${seed}: ${world.sentence}`];
    return this.add({ interactions, problems: [], notes, best: bestAchievable }, {});
  }

  async open(files: InputFiles, options: OpenOptions, onProgress?: (p: Progress) => void): Promise<DatasetSummary> {
    this.cancel();
    const reading = new AbortController();
    this.reading = reading;
    const { plan, shaping = {}, acceptProblems = false } = options;
    const { signal } = reading;
    const settled = plan ?? (await sniff(files));
    const read = { signal, acceptProblems, ...(onProgress === undefined ? {} : { onProgress }) };
    const { interactions, problems, notes } = await readInteractions(files, settled, read);
    if (signal.aborted) throw new CancelledError(`${interactions.name}: reading was cancelled`);
    return this.add({ interactions, problems, notes, best: null }, shaping, signal);
  }

  cancel(): void {
    this.reading?.abort();
    this.reading = null;
  }

  async reshape(id: Id, shaping: Partial<Shaping>): Promise<DatasetSummary> {
    const { dataset, ...source } = this.get(id);
    return this.add(source, { ...dataset.shaping, ...shaping });
  }

  histories(id: Id, from: number, count: number): History[] {
    const { dataset, items } = this.get(id);
    const end = Math.min(dataset.users.length, from + count);
    const histories: History[] = [];
    for (let u = Math.max(0, from); u < end; u++) {
      const times = dataset.times?.subarray(dataset.offsets[u], dataset.offsets[u + 1]);
      histories.push({
        user: dataset.users[u],
        items: describeItems(items, history(dataset, u)),
        times: times === undefined ? null : [...times],
      });
    }
    return histories;
  }

  findUsers(id: Id, text: string, count: number): UserCard[] {
    const { users, offsets } = this.get(id).dataset;
    const wanted = text.trim().toLowerCase();
    const closeness = users.map((user) => closenessOf(user, wanted));
    const number = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
    if (number in closeness) closeness[number] = Math.max(closeness[number], 2.5);
    const found = [...closeness.keys()].filter((u) => closeness[u] > 0);
    found.sort((a, b) => closeness[b] - closeness[a] || a - b);
    return found.slice(0, count).map((u) => ({ index: u, user: users[u], length: offsets[u + 1] - offsets[u] }));
  }

  findItems(id: Id, text: string, count: number): Item[] {
    return searchItems(this.get(id).items, text, count);
  }

  private async add(source: Source, shaping: Partial<Shaping>, signal?: AbortSignal): Promise<DatasetSummary> {
    const { dataset } = await shape(source.interactions, { ...defaultShaping, ...shaping }, { signal });
    const id = `${dataset.name}-${dataset.fingerprint.slice(0, 8)}`;
    const counts = new Uint32Array(dataset.catalogue.ids.length);
    for (const item of dataset.items) counts[item]++;
    this.opened.set(id, { ...source, id, dataset, items: { ...dataset.catalogue, counts } });
    return summarise(this.get(id));
  }
}

function summarise({ id, dataset, problems, notes, best }: Opened): DatasetSummary {
  return {
    id,
    name: dataset.name,
    interactions: dataset.items.length,
    users: dataset.users.length,
    items: dataset.catalogue.ids.length,
    fingerprint: dataset.fingerprint,
    shaping: dataset.shaping,
    problems,
    notes,
    best,
  };
}

function derive<T>(known: Map<Id, T>, id: Id, make: () => T): T {
  const value = known.get(id) ?? make();
  known.set(id, value);
  return value;
}
