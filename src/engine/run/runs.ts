import { sourceFor } from '../../features/features.ts';
import { SettingsError } from '../../core/errors.ts';
import { unknownId } from '../../core/words.ts';
import type { Reader } from '../../recommend/reader.ts';
import type { ActiveRun } from './active_run.ts';
import type { Id } from '../messages.ts';
import type { RunSummary, Versus } from './messages.ts';
import { kindsRead, type AskableModel } from './askable.ts';
import { codesTold } from './item_codes.ts';
import type { KeptSummary } from './kept_schema.ts';
import type { MeasuredPace } from './pace.ts';
import { readerOf } from './reader_of.ts';
import type { LoadedSnapshot } from './snapshots.ts';

/** A run that was trained in this session, and what was measured beside it. */
export interface TrainedRun {
  readonly run: ActiveRun;
  baselines: RunSummary['baselines'];
  versus: Versus | null;
  /** Test ranks of each baseline, by name. */
  baselineRanks: ReadonlyMap<string, Float64Array>;
}

/** A run of an earlier session; its model is read when it is first asked. */
export interface ShelvedRun {
  readonly summary: KeptSummary;
  opened: LoadedSnapshot | null;
}

/** A run by its place in the list. */
export interface Entry {
  readonly number: number;
  /** Null until the user names it. */
  name: string | null;
  /** Its number on the shelf; null where it is not kept. */
  shelf: number | null;
  /** Left out of the list. */
  forgotten: boolean;
  /** Said beside the run's own note. */
  note: string;
  readonly from: TrainedRun | ShelvedRun;
}

/** The runs and opened snapshots of a session. */
export class Runs {
  private readonly entries = new Map<Id, Entry>();
  private readonly snapshots = new Map<Id, LoadedSnapshot>();
  private readonly readers = new Map<Id, { readonly weights: Float32Array; readonly reader: Reader }>();

  add(run: ActiveRun): Id {
    const number = Math.max(0, ...[...this.entries.values()].map((entry) => entry.number)) + 1;
    return this.enter(number, { run, baselines: [], versus: null, baselineRanks: new Map() });
  }

  /** Forgets the whole states of all runs: room for those of the next one. */
  forgetStates(): void {
    for (const { from } of this.entries.values()) if ('run' in from) from.run.kept.forget();
  }

  /** Forgets a run that was left before anything was made of it. */
  drop(id: Id): void {
    this.entries.delete(id);
    this.readers.delete(id);
  }

  /** A run of an earlier session, under the number it has on the shelf. */
  addShelved(number: number, name: string | null, summary: KeptSummary): Id {
    const id = this.enter(number, { summary, opened: null });
    Object.assign(this.entry(id), { shelf: number, name });
    return id;
  }

  addSnapshot(snapshot: LoadedSnapshot): Id {
    const id = `snapshot-${this.snapshots.size + 1}`;
    this.snapshots.set(id, snapshot);
    return id;
  }

  /** The run of that name if it was trained in this session. */
  get(id: Id): ActiveRun {
    return this.trained(id).run;
  }

  /** The last run of this session that can go on or is at work; null where all are over. */
  unfinished(): ActiveRun | null {
    const all = [...this.entries.values()].flatMap(({ from, forgotten }) =>
      'run' in from && !forgotten ? [from.run] : [],
    );
    return all.findLast(({ phase }) => phase !== 'finished' && phase !== 'stopped') ?? null;
  }

  /** The opened snapshot of that name, or the model of a run of an earlier session; undefined for a run of this one. */
  opened(id: Id): LoadedSnapshot | undefined {
    const from = this.entries.get(id)?.from;
    if (from !== undefined) return 'run' in from ? undefined : (from.opened ?? undefined);
    return this.snapshots.get(id);
  }

  trained(id: Id): TrainedRun {
    const { from } = this.entry(id);
    if ('run' in from) return from;
    throw new SettingsError(
      `run '${id}' is of an earlier visit and cannot be continued; train again with its settings`,
    );
  }

  find(id: Id): Entry | undefined {
    return this.entries.get(id);
  }

  entry(id: Id): Entry {
    const entry = this.find(id);
    if (entry !== undefined) return entry;
    if (this.snapshots.has(id)) {
      throw new SettingsError(`${id} is an opened model and not a run of this page; train one with its settings`);
    }
    throw unknownId('run', id, [...this.entries.keys(), ...this.snapshots.keys()], 'train first');
  }

  /** Entries whose file on the shelf has one of these numbers. */
  onShelf(numbers: readonly number[]): Entry[] {
    return [...this.entries.values()].filter(({ shelf }) => shelf !== null && numbers.includes(shelf));
  }

  /** The model of a run at its best weights so far, or of a snapshot. */
  model(id: Id): AskableModel {
    const snapshot = this.snapshots.get(id);
    if (snapshot !== undefined) return snapshot.model;
    const { from } = this.entry(id);
    if (!('run' in from)) {
      if (from.opened === null) throw new Error(`run '${id}' was not opened before it was asked`);
      return from.opened.model;
    }
    const { print, opened, state, coded } = from.run;
    const known = this.readers.get(id);
    const about = {
      ...{ items: opened.items, seen: print.recipe.protocol.seen },
      ...{ kinds: kindsRead(print), levels: print.shape.levels ?? [] },
      coder: coded?.coder ?? null,
      vectors: coded && sourceFor(print.recipe.training.vectors ?? 'any', opened.dataset.catalogue),
    };
    if (known?.weights === state.best) return { ...about, reader: known.reader };
    const reader = readerOf(from.run);
    this.readers.set(id, { weights: state.best, reader });
    return { ...about, reader };
  }

  async summarise(id: Id): Promise<RunSummary> {
    const snapshot = this.snapshots.get(id);
    if (snapshot !== undefined) return { ...snapshot.summary, id };
    return { ...(await this.describe(id)), id, kept: this.entry(id).shelf !== null, snapshot: null };
  }

  /** What outlives the session of a run's summary. */
  async describe(id: Id): Promise<KeptSummary> {
    const { number, name, note, from } = this.entry(id);
    const own = 'run' in from ? await summaryOf(id, from) : from.summary;
    const notes = [own.note, note].filter((sentence) => sentence !== '');
    return { ...own, name: name ?? `Run ${number}`, note: notes.join(' ') };
  }

  all(): Promise<RunSummary[]> {
    const listed = [...this.entries].filter(
      ([, { from, forgotten }]) => !forgotten && (!('run' in from) || from.run.adapter !== null),
    );
    const ids = listed.sort(([, a], [, b]) => a.number - b.number).map(([id]) => id);
    return Promise.all([...ids, ...this.snapshots.keys()].map((id) => this.summarise(id)));
  }

  /** How fast the runs went, the latest last. */
  paces(): MeasuredPace[] {
    return [...this.entries.values()].flatMap(({ from }) => {
      const { adapter, pace } = 'run' in from ? from.run : from.summary;
      return adapter === null || pace === null ? [] : [{ adapter, pace }];
    });
  }

  private enter(number: number, from: Entry['from']): Id {
    const id = `run-${number}`;
    this.entries.set(id, { number, name: null, shelf: null, forgotten: false, note: '', from });
    return id;
  }
}

/** What a run of this session says of itself. */
async function summaryOf(id: Id, { run, baselines, versus }: TrainedRun): Promise<KeptSummary> {
  if (run.adapter === null) throw new SettingsError(`run '${id}' has not started yet`);
  const { position } = run.state;
  return {
    name: '',
    recipe: run.print.recipe,
    phase: run.phase,
    adapter: run.adapter,
    parameters: run.parameters,
    epochs: position.epoch,
    steps: position.step,
    weightsAt: run.weightsAt,
    validation: [...run.curve],
    test: run.tested?.metrics ?? null,
    baselines,
    againstBaseline: versus,
    ...(run.codes === null ? {} : { codes: codesTold(run.codes) }),
    ...(await run.hashes()),
    variants: run.variants,
    seconds: run.seconds,
    pace: run.pace,
    note: run.note,
  };
}
