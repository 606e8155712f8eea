import { sha256 } from '../core/sha256.ts';
import { SettingsError } from '../core/errors.ts';
import type { SeenRule } from '../evaluate/protocol.ts';
import { modelNamed } from '../models/catalogue.ts';
import { Reader, type Weights } from '../recommend/reader.ts';
import { namedWeights } from '../train/trainer.ts';
import type { ActiveRun } from './active_run.ts';
import type { Id, RunSummary, Versus } from './api.ts';
import type { MeasuredPace } from './estimates.ts';
import type { KnownItems } from './items.ts';
import type { LoadedSnapshot } from './snapshots.ts';

/** A trained model ready to be asked on the CPU. */
export interface AskableModel {
  readonly items: KnownItems;
  readonly seen: SeenRule;
  readonly reader: Reader;
}

/** What is known of a run beside what it does itself. */
interface Entry {
  readonly run: ActiveRun;
  baselines: RunSummary['baselines'];
  versus: Versus | null;
}

/** The runs and opened snapshots of a session. */
export class Runs {
  private readonly entries = new Map<Id, Entry>();
  private readonly snapshots = new Map<Id, LoadedSnapshot>();
  private readonly readers = new Map<Id, { readonly weights: Float32Array; readonly reader: Reader }>();
  private count = 0;

  add(run: ActiveRun): Id {
    const id = `run-${++this.count}`;
    this.entries.set(id, { run, baselines: [], versus: null });
    return id;
  }

  addSnapshot(snapshot: LoadedSnapshot): Id {
    const id = `snapshot-${++this.count}`;
    this.snapshots.set(id, snapshot);
    return id;
  }

  get(id: Id): ActiveRun {
    return this.entry(id).run;
  }

  /** The opened snapshot of that name; undefined for a run of this session. */
  opened(id: Id): LoadedSnapshot | undefined {
    return this.snapshots.get(id);
  }

  compared(id: Id, baselines: RunSummary['baselines'], versus: Versus | null): void {
    Object.assign(this.entry(id), { baselines, versus });
  }

  /** The model of a run at its best weights so far, or of a snapshot. */
  model(id: Id): AskableModel {
    const snapshot = this.snapshots.get(id);
    if (snapshot !== undefined) return snapshot.model;
    const { print, opened, state } = this.get(id);
    const known = this.readers.get(id);
    const { recipe, graph } = print;
    const seen = recipe.protocol.seen;
    if (known?.weights === state.best) return { items: opened.items, seen, reader: known.reader };
    const weights: Weights = Object.fromEntries(
      namedWeights(graph, state.best).map(({ name, data }) => [name, Float64Array.from(data)]),
    );
    const reader = new Reader(modelNamed(recipe.model), recipe.config, opened.items.ids.length, weights);
    this.readers.set(id, { weights: state.best, reader });
    return { items: opened.items, seen, reader };
  }

  async summarise(id: Id): Promise<RunSummary> {
    const snapshot = this.snapshots.get(id);
    if (snapshot !== undefined) return { ...snapshot.summary, id };
    const { run, baselines, versus } = this.entry(id);
    if (run.adapter === null) throw new SettingsError(`run '${id}' has not started yet`);
    const { position, parameters, firstMoment, secondMoment, best } = run.state;
    const step = Uint32Array.of(position.step);
    return {
      id,
      recipe: run.print.recipe,
      phase: run.phase,
      adapter: run.adapter,
      parameters: run.parameters,
      epochs: position.epoch,
      steps: position.step,
      validation: [...run.curve],
      test: run.tested?.metrics ?? null,
      baselines,
      againstBaseline: versus,
      snapshot: null,
      weightsSha256: await sha256(best),
      stateSha256: await sha256(await new Blob([parameters, firstMoment, secondMoment, step]).arrayBuffer()),
      variants: run.variants,
      seconds: run.seconds,
      pace: run.pace,
      note: run.note,
    };
  }

  all(): Promise<RunSummary[]> {
    const started = [...this.entries].filter(([, { run }]) => run.adapter !== null).map(([id]) => id);
    return Promise.all([...started, ...this.snapshots.keys()].map((id) => this.summarise(id)));
  }

  /** How fast the runs of this session went. */
  paces(): MeasuredPace[] {
    return [...this.entries.values()].flatMap(({ run: { adapter, pace } }) =>
      adapter === null || pace === null ? [] : [{ adapter, pace }],
    );
  }

  private entry(id: Id): Entry {
    const entry = this.entries.get(id);
    if (entry === undefined) {
      throw new SettingsError(
        `run '${id}' is not known, expected one of ${[...this.entries.keys()].join(', ') || 'none'}; train first`,
      );
    }
    return entry;
  }
}
