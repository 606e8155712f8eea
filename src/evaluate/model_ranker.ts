import { untimed, type History } from '../core/history.ts';
import { CONSTANTS } from '../events/codes.ts';
import { fillHistory } from '../events/fill.ts';
import { orFree, type Held } from '../gpu/buffers.ts';
import type { Config, Model } from '../models/model.ts';
import { usualObjective } from '../objectives/catalogue.ts';
import type { Objective } from '../objectives/objective.ts';
import type { Arena } from '../runtime/arena.ts';
import { Feed } from '../runtime/feed.ts';
import type { Machine, Prepared, Reader, Storage } from '../runtime/machine.ts';
import { EXCLUDED } from '../../shaders/ranking/ranking.reference.ts';
import { NO_ITEM } from './metrics.ts';
import { layOutRanking, type RankerShape } from './ranking_plan.ts';
import type { ScoringShape } from './scoring_graph.ts';

/** One question to a model: what comes after `history`? */
export interface Query {
  readonly history: History;
  /** Whose rank is wanted; any item where none is. */
  readonly target: number;
  /** Items that may not be recommended. */
  readonly exclude: ArrayLike<number>;
  /** Further ones, the same for many queries. */
  readonly barred?: Barred;
}

/** Items that may not be recommended to anybody, as the device is told of them: set up once, since they may be most of a catalogue. */
export class Barred {
  readonly items: ReadonlySet<number>;
  /** Their tokens. */
  readonly tokens: Uint32Array;

  constructor(items: ReadonlySet<number>) {
    this.items = items;
    this.tokens = Uint32Array.from(items, (item) => item + 1);
  }
}

export interface Answer {
  /** Expected rank of the target, from 0. */
  readonly rank: number;
  /** The best items, best first, and their scores; NO_ITEM where there are fewer than places. */
  readonly items: Uint32Array;
  readonly scores: Float32Array;
}

/** Ranks the catalogue for queries with the weights of a trainer, or of a snapshot, on a machine. */
export class ModelRanker {
  private readonly machine: Machine;
  private readonly shape: ScoringShape;
  private readonly objective: Objective;
  private readonly prepared: Prepared;
  private readonly inputs: Arena;
  private readonly outputs: Arena;
  private readonly input: Storage;
  private readonly output: Storage;
  private readonly answer: Reader;

  private constructor(machine: Machine, shape: ScoringShape, objective: Objective, prepared: Prepared, io: Io) {
    this.machine = machine;
    this.objective = objective;
    this.shape = shape;
    this.prepared = prepared;
    this.inputs = io.inputs;
    this.outputs = io.outputs;
    this.input = io.input;
    this.output = io.output;
    this.answer = machine.reader(io.output);
  }

  /** `parameters` holds the weights as `layout` says, `constants` what the model asks of the catalogue; they stay the caller's. */
  static async create(
    machine: Machine,
    model: Model,
    config: Config,
    size: RankerShape,
    layout: Arena,
    parameters: Storage,
    constants: Storage | null = null,
  ): Promise<ModelRanker> {
    const { shape, inputs, outputs, request } = layOutRanking(model, config, size, layout);
    const made: Held[] = [];
    return orFree(made, async () => {
      const make = (label: string, count: number): Storage => {
        const storage = machine.storage(label, count, `the ${label} of a ranking`);
        made.push(storage);
        return storage;
      };
      const io = { inputs, outputs, input: make('queries', inputs.count), output: make('answers', outputs.count) };
      const storages = new Map([
        ['queries', io.input],
        ['answers', io.output],
        [layout.buffer, parameters],
        ...(constants === null ? [] : [[CONSTANTS, constants] as const]),
      ]);
      const prepared = await machine.prepare(request, storages);
      return new ModelRanker(machine, shape, usualObjective(model.sees), prepared, io);
    });
  }

  /** Queries answered by one pass. */
  get batch(): number {
    return this.shape.batch;
  }

  /** Answers in order of the queries. @throws DeviceLostError */
  async *answers(queries: Iterable<Query>): AsyncGenerator<Answer> {
    let batch: Query[] = [];
    for (const query of queries) {
      batch.push(query);
      if (batch.length === this.shape.batch) {
        yield* await this.run(batch);
        batch = [];
      }
    }
    if (batch.length > 0) yield* await this.run(batch);
  }

  /** Bytes of its buffers on the device. */
  get bytes(): number {
    return this.prepared.bytes + this.input.size + this.output.size + this.answer.bytes;
  }

  destroy(): void {
    for (const held of [this.prepared, this.input, this.output, this.answer]) held.destroy();
  }

  private async run(queries: readonly Query[]): Promise<Answer[]> {
    this.machine.write(this.input, this.upload(queries));
    this.machine.submit(this.prepared);
    const bytes = await this.answer.read('ranking');
    const { places } = this.shape;
    const at = (name: string): number => this.outputs.slices[name].offset * 4;
    const ranks = new Float32Array(bytes, at('ranks'), queries.length);
    return queries.map((_, row) => {
      const scores = new Float32Array(bytes, at('scores') + row * places * 4, places);
      const ids = new Uint32Array(bytes, at('items') + row * places * 4, places);
      // Where too few items are left, excluded ones fill the list.
      const items = ids.map((id, place) => (scores[place] > EXCLUDED ? id - 1 : NO_ITEM));
      return { rank: ranks[row], items, scores };
    });
  }

  private upload(queries: readonly Query[]): ArrayBuffer {
    const { batch, time, items, vocabulary, excluded } = this.shape;
    const feed = new Feed(this.inputs);
    const [last, targets] = [feed.integers('last'), feed.integers('targets')];
    const [offsets, seen] = [feed.integers('excludedOffsets'), feed.integers('excluded')];
    let total = 0;
    for (let row = 0; row < batch; row++) {
      const query = row < queries.length ? queries[row] : NOTHING;
      last[row] = row * time + Math.max(1, fillHistory(feed, this.shape, row, this.question(query))) - 1;
      targets[row] = query.target + 1;
      offsets[row] = total;
      const barred = query.barred ?? NOBODY;
      const own = Array.from(query.exclude).filter((item) => !barred.items.has(item));
      const exclude = new Set(own.map((item) => item + 1)).add(PADDING);
      for (let token = items + 1; token < vocabulary; token++) exclude.add(token);
      const count = exclude.size + barred.tokens.length;
      if (total + count > excluded) {
        throw new Error(`ranker: ${count} items to exclude in one query, made for at most ${excluded / batch}`);
      }
      for (const id of exclude) seen[total++] = id;
      seen.set(barred.tokens, total);
      total += barred.tokens.length;
    }
    offsets[batch] = total;
    return feed.bytes;
  }

  private question({ history }: Query): History {
    return this.objective.question(history, this.shape.items);
  }
}

const PADDING = 0;
const NOBODY = new Barred(new Set());
const NOTHING: Query = { history: untimed([]), target: 0, exclude: [] };

interface Io {
  readonly inputs: Arena;
  readonly outputs: Arena;
  readonly input: Storage;
  readonly output: Storage;
}
