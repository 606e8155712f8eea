import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { targetsOfEach } from '../../data/split.ts';
import { metricIntervals } from '../../evaluate/bootstrap.ts';
import type { Id } from '../messages.ts';
import type { CompareOptions, Contender, Intervals, RunComparison, ShelfReport } from './compare_messages.ts';
import type { Recommender } from './evaluation_messages.ts';
import type { RunSummary } from './messages.ts';
import { compareSides, type Side } from './comparison.ts';
import type { KeptRun } from './kept_run.ts';
import { fitted } from './kept_schema.ts';
import type { Platform } from '../platform.ts';
import { checkName, RunShelf } from './run_shelf.ts';
import type { Entry, Runs } from './runs.ts';
import { readSnapshot, writeSnapshot } from './snapshots.ts';

/** Finished runs of this and earlier sessions: kept, named, forgotten, compared. */
export class Library {
  private readonly platform: Platform;
  private readonly runs: Runs;
  private readonly shelf: RunShelf;
  private loading: Promise<void> | null = null;
  /** Runs taken from the shelf, for as long as they can be put back. */
  private readonly taken = new Map<Id, KeptRun>();

  constructor(platform: Platform, runs: Runs) {
    this.platform = platform;
    this.runs = runs;
    this.shelf = new RunShelf(platform);
  }

  /** Lists the runs of earlier sessions; must be awaited before a new one gets its number. */
  load(): Promise<void> {
    this.loading ??= this.shelf.load().then((shelved) => {
      for (const { number, name, summary } of shelved) this.runs.addShelved(number, name, summary);
    });
    return this.loading;
  }

  async all(): Promise<RunSummary[]> {
    await this.load();
    return this.runs.all();
  }

  /**
   * Keeps a tested run, or what was added to one that is kept, and answers whether it is kept; one that cannot be says why,
   * and its last checkpoint must stay.
   */
  async keep(id: Id): Promise<boolean> {
    const entry = this.runs.entry(id);
    if (!('run' in entry.from) || entry.from.run.tested === null) return false;
    try {
      if (!(await this.shelf.isAvailable())) return false;
      const run = await this.packed(id);
      if (entry.shelf === null) await this.place(id, run);
      else await this.shelf.replace(entry.shelf, run);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (entry.shelf !== null) {
        entry.note = `It is kept, but not what it was compared with: ${reason}`;
        return true;
      }
      entry.note = `It is not kept beyond this visit, but its last checkpoint stays: save the model as a file, then discard the checkpoint. ${reason}`;
      return false;
    }
  }

  /** Whether runs are kept here at all; storage that does not answer keeps none. */
  keeps(): Promise<boolean> {
    return this.shelf.isAvailable().catch(() => false);
  }

  async rename(id: Id, name: string): Promise<RunSummary> {
    await this.load();
    const entry = this.runs.entry(id);
    const wanted = name.trim() === '' || name.trim() === `Run ${entry.number}` ? null : checkName(name);
    if (entry.shelf !== null) await this.shelf.rename(entry.shelf, wanted);
    entry.name = wanted;
    return this.runs.summarise(id);
  }

  /** Takes a run off the list and the shelf. */
  async forget(id: Id): Promise<void> {
    await this.load();
    const entry = this.runs.entry(id);
    if ('run' in entry.from && entry.from.run.inProgress) {
      throw new SettingsError(`forget: ${id} is ${entry.from.run.phase}; stop it first`);
    }
    if (entry.shelf !== null) {
      this.taken.set(id, await this.shelf.read(entry.shelf));
      await this.shelf.remove(entry.shelf);
      entry.shelf = null;
    }
    entry.forgotten = true;
  }

  /** Brings a forgotten run back. */
  async restore(id: Id): Promise<RunSummary> {
    const entry = this.runs.entry(id);
    const run = this.taken.get(id);
    if (run !== undefined) await this.place(id, run);
    this.taken.delete(id);
    entry.forgotten = false;
    return this.runs.summarise(id);
  }

  async report(): Promise<ShelfReport> {
    await this.load();
    return this.shelf.report();
  }

  removeDamaged(): Promise<void> {
    return this.shelf.removeDamaged();
  }

  /** Reads the model of a run of an earlier session, so that it can be asked. @throws SnapshotError */
  async open(id: Id): Promise<void> {
    await this.load();
    const entry = this.runs.find(id);
    if (entry === undefined || 'run' in entry.from || entry.from.opened !== null) return;
    const { model } = await this.file(id, entry);
    entry.from.opened = await readSnapshot(model);
  }

  /** Asks a recommender once its model is read. */
  async opened<T>(by: Recommender, ask: () => T | Promise<T>): Promise<T> {
    if ('run' in by) await this.open(by.run);
    return ask();
  }

  async compare(a: Contender, b: Contender, options: CompareOptions, pace: Pace): Promise<RunComparison> {
    const { metric = 'ndcg', cutoff = '10' } = options;
    await this.load();
    const [one, other] = [await this.side(a), await this.side(b)];
    if (typeof one === 'string') return { comparable: false, reason: one };
    if (typeof other === 'string') return { comparable: false, reason: other };
    return compareSides(one, other, metric, cutoff, pace);
  }

  /** @throws SettingsError where the contender was not tested; CancelledError */
  async intervals(of: Contender, pace: Pace): Promise<Intervals> {
    await this.load();
    const side = await this.side(of);
    if (typeof side === 'string') throw new SettingsError(`intervals: ${side}`);
    return metricIntervals(side.ranks, '10', { ...pace, targets: side.targets });
  }

  /** The places of the test targets of a run. */
  async places(id: Id): Promise<Pick<Side, 'ranks' | 'targets'>> {
    const { ranks, targets = null } = await this.evidence(id);
    return { ranks, targets };
  }

  /** The contender, or why it cannot be compared. */
  private async side({ run: id, baseline }: Contender): Promise<Side | string> {
    const summary = await this.runs.summarise(id);
    if (summary.test === null) return `${summary.name} has no test: only a finished run can be compared.`;
    const { shaping } = summary.recipe.dataset;
    const { ranks, targets = null, baselineRanks } = await this.evidence(id);
    if (baseline === undefined) return { title: summary.name, shaping, metrics: summary.test, ranks, targets };
    const found = summary.baselines.find(({ name }) => name === baseline);
    const its = baselineRanks.get(baseline);
    if (found === undefined || its === undefined)
      return `${summary.name} was not tested beside a baseline "${baseline}".`;
    return { title: found.title, shaping, metrics: found.metrics, ranks: its, targets };
  }

  private async evidence(id: Id): Promise<Pick<KeptRun, 'ranks' | 'targets' | 'baselineRanks'>> {
    const entry = this.runs.entry(id);
    if (!('run' in entry.from)) return this.file(id, entry);
    const { run, baselineRanks } = entry.from;
    const targets = targetsOfEach(run.print.split, 'test');
    const ranks = run.tested?.ranks.ranks ?? new Float64Array(0);
    return { ranks, ...(targets === null ? {} : { targets }), baselineRanks };
  }

  private async file(id: Id, { shelf }: Entry): Promise<KeptRun> {
    const taken = this.taken.get(id);
    if (taken !== undefined) return taken;
    if (shelf === null) throw new SettingsError(`${id}: it was removed to make room for newer runs; train it again`);
    return this.shelf.read(shelf);
  }

  /** A run of this session as it is kept. */
  private async packed(id: Id): Promise<KeptRun> {
    const { run } = this.runs.trained(id);
    const summary = fitted(await this.runs.describe(id));
    const model = await writeSnapshot(run, this.platform, {}, null);
    return { summary, model, ...(await this.evidence(id)) };
  }

  private async place(id: Id, run: KeptRun): Promise<void> {
    const entry = this.runs.entry(id);
    const { number, removed } = await this.shelf.keep(entry.number, run);
    entry.shelf = number;
    if (entry.name !== null) await this.shelf.rename(number, entry.name);
    if (removed.length === 0) return;
    entry.note = `To make room, the oldest of the kept runs went: ${removed.map((n) => `run ${n}`).join(', ')}.`;
    for (const gone of this.runs.onShelf(removed)) {
      gone.shelf = null;
      if (!('run' in gone.from)) gone.forgotten = true;
    }
  }
}
