import { ImportError } from '../../core/errors.ts';
import { unknownId } from '../../core/words.ts';
import { audit } from '../../data/audit.ts';
import { defaultShaping, history, type Dataset, type Interactions, type Shaping } from '../../data/dataset.ts';
import { alikeOf } from '../../core/code_use.ts';
import { readGivenCodes } from '../../data/given_codes.ts';
import { sniff } from '../../data/import/sniff.ts';
import type { ImportResult, InputFiles, Problem, Progress } from '../../data/import/types.ts';
import { countsOf, departures, divisionOf, divisionSentence, lackingIn, NOBODY_LEFT } from '../../data/published.ts';
import { checkShaping, shape } from '../../data/shape.ts';
import { usualShaping } from '../../data/shaping/usual.ts';
import type { BestAchievable } from '../../data/simulator/world.ts';
import { findWorld } from '../../data/simulator/worlds.ts';
import { coldTargets, split, splitRules, type Split, type SplitRule } from '../../data/split.ts';
import type { Id } from '../messages.ts';
import type {
  DatasetAudit,
  DatasetSummary,
  GivenCodesCard,
  History,
  Item,
  OpenOptions,
  ShapingPreview,
  SplitCard,
  UserCard,
} from './messages.ts';
import { bareDataset } from './bare_dataset.ts';
import { closenessOf, describeItems, searchItems, type KnownItems } from './items.ts';
import { Previews } from './previews.ts';
import { Readings, type Held } from './readings.ts';

/** A dataset of this session and what was derived from it. */
export interface Opened {
  readonly id: Id;
  readonly interactions: Interactions;
  /** What its times are. */
  readonly time: ImportResult['time'];
  readonly dataset: Dataset;
  readonly items: KnownItems;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly doubts: readonly string[];
  readonly files: ImportResult['files'];
  readonly twins: ImportResult['twins'];
  readonly titledBlanks: number;
  /** Questions about its files were left to the guesses. */
  readonly guessed: boolean;
  readonly best: BestAchievable | null;
  /** What makes it again; null for files. */
  readonly world: { readonly name: string; readonly seed: number } | null;
}

/** What a dataset was made from, before shaping. */
export type Source = Omit<Opened, 'id' | 'dataset' | 'items'>;

/** Bytes of shaped datasets that are kept beside the newest one; those not asked for longest are given up first. */
const KEPT_BYTES = 512 * 2 ** 20;

/** The datasets of a session. Reshaping makes a new one each time, so old ones are given up; runs keep their own. */
export class Datasets {
  private readonly opened = new Map<Id, Opened>();
  private readonly divided = new Map<string, Split>();
  private readonly audits = new Map<Id, DatasetAudit>();
  private readonly previews = new Previews();
  private readonly readings: Readings;

  constructor(readings = new Readings()) {
    this.readings = readings;
  }

  get(id: Id): Opened {
    const opened = this.opened.get(id);
    if (opened === undefined) throw unknownId('dataset', id, this.opened.keys(), 'open a file first');
    this.opened.delete(id);
    this.opened.set(id, opened); // the last of the map was asked for last
    return opened;
  }

  /** An open dataset of this fingerprint; null where there is none. */
  withFingerprint(fingerprint: string): Opened | null {
    return [...this.opened.values()].find(({ dataset }) => dataset.fingerprint === fingerprint) ?? null;
  }

  /** @throws ImportError where the dataset cannot be split by this rule */
  split(id: Id, rule: SplitRule = 'leave-one-out'): Split {
    return derive(this.divided, `${rule} ${id}`, () => {
      const { dataset, time } = this.get(id);
      if (rule === 'by time' && time === 'order') {
        throw new ImportError(
          `${dataset.name}: its times are plain order numbers, expected dates or clock times for a split by time; ` +
            'choose another split',
        );
      }
      return split(dataset, rule);
    });
  }

  audit(id: Id): DatasetAudit {
    return derive(this.audits, id, () => {
      const { dataset, time } = this.get(id);
      return audit(dataset, time === 'seconds');
    });
  }

  /** Every way to divide the dataset, with what it would give. */
  splits(id: Id): SplitCard[] {
    return splitRules.map((rule) => {
      try {
        return cardOf(this.split(id, rule), this.get(id).interactions);
      } catch (error) {
        if (!(error instanceof ImportError)) throw error;
        return {
          rule,
          lacking: error.message,
          trained: 0,
          validated: 0,
          tested: 0,
          cold: 0,
          cuts: null,
          departures: [],
        };
      }
    });
  }

  async simulate(name: string, seed: number): Promise<DatasetSummary> {
    const world = findWorld(name);
    const { interactions, bestAchievable } = world.make(seed);
    const notes = [`${world.title} is simulated, seed ${seed}: ${world.sentence}`];
    const read = { problems: [], notes, doubts: [], files: [], twins: [], titledBlanks: 0, guessed: false };
    return this.add({ interactions, time: 'seconds', ...read, best: bestAchievable, world: { name, seed } }, {});
  }

  async open(files: InputFiles, options: OpenOptions, onProgress?: (p: Progress) => void): Promise<DatasetSummary> {
    const { plan, shaping = {}, acceptProblems = false } = options;
    const read = await this.readings.pass(files, plan ?? sniff(files), acceptProblems, onProgress);
    const { interactions, time } = read.result;
    const usual = usualShaping(interactions, time === 'seconds');
    return this.add(sourceOf(read), { ...usual, ...shaping }, read.signal);
  }

  /** Opens what a kept dataset was made of. */
  bring(source: Source, shaping: Partial<Shaping>): Promise<DatasetSummary> {
    return this.add(source, shaping);
  }

  async reshape(id: Id, shaping: Partial<Shaping>): Promise<DatasetSummary> {
    const { source, before } = this.sourceOf(id);
    return this.add(source, { ...before, ...shaping });
  }

  /** What a shaping would leave, and the bare dataset it would make. */
  async preview(
    id: Id,
    change: Partial<Shaping>,
  ): Promise<{ readonly preview: ShapingPreview; readonly bare: Dataset }> {
    const { source, before } = this.sourceOf(id);
    const shaping = { ...before, ...change };
    const { interactions, time } = source;
    const { preview, lengths } = await this.previews.preview(interactions, shaping, time === 'seconds');
    return { preview, bare: bareDataset(interactions, lengths, preview.after.items, shaping) };
  }

  /** Codes of its items from elsewhere, for runs of models that know items by them; in place of those given before. @throws SettingsError */
  async giveCodes(id: Id, { name, text }: { readonly name: string; readonly text: string }): Promise<GivenCodesCard> {
    const { dataset } = this.get(id);
    const codes = await readGivenCodes(name, text, dataset.catalogue.ids);
    this.replace(id, { ...dataset, codes });
    const { slots, size, values, elsewhere } = codes;
    return { name, items: dataset.catalogue.ids.length, slots, size, elsewhere, alike: alikeOf(values, slots) };
  }

  takeBackCodes(id: Id): void {
    const { codes: _, ...bare } = this.get(id).dataset;
    this.replace(id, bare);
  }

  /** Another dataset of the same interactions in place of one; what was derived from that is made anew. */
  private replace(id: Id, dataset: Dataset): void {
    this.opened.set(id, { ...this.get(id), dataset });
    for (const rule of splitRules) this.divided.delete(`${rule} ${id}`);
  }

  histories(id: Id, from: number, count: number): History[] {
    const { dataset, items } = this.get(id);
    const end = Math.min(dataset.users.length, from + count);
    const histories: History[] = [];
    for (let u = Math.max(0, from); u < end; u++) {
      const { items: taken, times, kinds, values } = history(dataset, u);
      histories.push({
        user: dataset.users[u],
        items: describeItems(items, taken),
        times: times && [...times],
        kinds: kinds && Array.from(kinds, (kind) => dataset.kinds?.names[kind - 1] ?? null),
        values: values && Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
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

  /** What a dataset or a reading is made of, and how it is shaped now. */
  private sourceOf(id: Id): { readonly source: Source; readonly before: Shaping } {
    const held = this.opened.has(id) ? null : this.readings.find(id);
    if (held !== null) return { source: sourceOf(held), before: held.shaping };
    const { dataset, ...source } = this.get(id);
    return { source, before: dataset.shaping };
  }

  private async add(source: Source, shaping: Partial<Shaping>, signal?: AbortSignal): Promise<DatasetSummary> {
    if (source.time !== 'seconds') checkShaping({ ...defaultShaping, ...shaping }, false);
    const { dataset } = await shape(source.interactions, { ...defaultShaping, ...shaping }, { signal });
    const id = `${dataset.name}-${dataset.fingerprint.slice(0, 8)}`;
    const counts = new Uint32Array(dataset.catalogue.ids.length);
    for (const item of dataset.items) counts[item]++;
    this.forget(id); // the same interactions may come with other titles
    this.opened.set(id, { ...source, id, dataset, items: { ...dataset.catalogue, counts } });
    this.giveUpOld();
    return summarise(this.get(id));
  }

  private giveUpOld(): void {
    let bytes = 0;
    for (const { id, dataset } of [...this.opened.values()].reverse().slice(1)) {
      bytes += bytesOf(dataset);
      if (bytes > KEPT_BYTES) this.forget(id);
    }
  }

  private forget(id: Id): void {
    for (const derived of [this.opened, this.audits]) derived.delete(id);
    for (const rule of splitRules) this.divided.delete(`${rule} ${id}`);
  }
}

const bytesOf = ({ items, times, parts, kinds, values, offsets, users, catalogue }: Dataset): number =>
  items.byteLength +
  (times?.byteLength ?? 0) +
  (parts?.byteLength ?? 0) +
  (kinds?.of.byteLength ?? 0) +
  (values?.byteLength ?? 0) +
  offsets.byteLength +
  32 * (users.length + catalogue.ids.length);

const sourceOf = ({ result: read, guessed }: Pick<Held, 'result' | 'guessed'>): Source => ({
  ...{ interactions: read.interactions, time: read.time, problems: read.problems, notes: read.notes },
  ...{ doubts: read.doubts, files: read.files, twins: read.twins, titledBlanks: read.titledBlanks },
  guessed,
  best: null,
  world: null,
});

function summarise(opened: Opened): DatasetSummary {
  const { id, dataset, time, problems, notes, doubts, files, twins, titledBlanks, best } = opened;
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
    doubts,
    files,
    twins,
    titledBlanks,
    best,
    dated: time === 'seconds' && dataset.times !== null,
    texts: dataset.catalogue.titles !== null || dataset.catalogue.categories !== null,
    ...dividedAs(opened),
  };
}

/** Whether a dataset that comes divided is tested so, with what one should know about it. */
function dividedAs({ dataset, interactions }: Opened): Pick<DatasetSummary, 'division' | 'usualSplit'> {
  const division = divisionOf(dataset);
  if (division === null) return { division, usualSplit: 'leave-one-out' };
  try {
    const { rule, departures: said } = cardOf(split(dataset, 'as published'), interactions);
    return { division: [divisionSentence(division, null), ...said].join(' '), usualSplit: rule };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const lacking = lackingIn(division) ?? NOBODY_LEFT;
    return { division: divisionSentence(division, lacking), usualSplit: 'leave-one-out' };
  }
}

function cardOf(divided: Split, interactions: Interactions): SplitCard {
  const { rule, training: part, validation, test, cuts, dataset } = divided;
  const trained = part.users.reduce((sum, u, k) => sum + part.ends[k] - divided.trained.offsets[u], 0);
  const [validated, tested] = [validation.users.length, test.users.length];
  const [files, left] = [interactions.part, dataset.parts].map((parts) => parts && countsOf(parts));
  const published = rule === 'as published' && files !== undefined && left !== undefined;
  const differing = published ? departures({ files, left, validated, tested }) : [];
  return {
    rule,
    lacking: null,
    trained,
    validated,
    tested,
    cold: coldTargets(divided, 'test'),
    cuts,
    departures: differing,
  };
}

function derive<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
