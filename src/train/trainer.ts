import { size } from '../core/shape.ts';
import { orFree, storageBytes, type Held } from '../gpu/buffers.ts';
import { initialise } from '../nn/scope.ts';
import { CONSTANTS, type Codes } from '../events/codes.ts';
import { fillCodes } from '../events/fill_codes.ts';
import { Feed } from '../runtime/feed.ts';
import { readOnce, type Machine, type Prepared, type Reader, type Storage } from '../runtime/machine.ts';
import type { Plan } from '../runtime/plan.ts';
import { replayBytes } from '../runtime/replay.ts';
import type { TrainingGraph } from './graph.ts';

/** Everything a run must keep to continue bit for bit: weights and both moments, as the arena lays them out. */
export interface TrainerState {
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly firstMoment: Float32Array<ArrayBuffer>;
  readonly secondMoment: Float32Array<ArrayBuffer>;
}

/** What one step reports. */
export interface StepReport {
  readonly step: number;
  /** Mean loss of the batch, nats per position. */
  readonly loss: number;
  /** Global gradient norm before clipping; NaN or infinite means the update was skipped. */
  readonly norm: number;
}

/** Steps whose reports one ring holds; a reading must be asked for at least this often. */
export const RING = 256;

const STATE = ['parameters', 'firstMoment', 'secondMoment'] as const;

/**
 * The training step on a machine: storages, plan, ring of reports. A step uploads one buffer and submits once; nothing is
 * made and nothing is waited for.
 */
export class Trainer {
  readonly graph: TrainingGraph;
  readonly feed: Feed;
  private readonly machine: Machine;
  private readonly prepared: Prepared;
  private readonly storages: ReadonlyMap<string, Storage>;
  private readonly ring: Storage;
  private readonly readings: Reading[];

  private constructor(
    machine: Machine,
    graph: TrainingGraph,
    prepared: Prepared,
    storages: ReadonlyMap<string, Storage>,
  ) {
    this.machine = machine;
    this.graph = graph;
    this.prepared = prepared;
    this.storages = storages;
    this.feed = new Feed(graph.batch);
    this.ring = machine.storage('ring', RING * REPORT_WORDS, 'reports of steps');
    this.readings = [0, 1].map(() => ({ reader: machine.reader(this.ring), busy: false }));
  }

  /** @param codes  of the catalogue, where the model asks for them */
  static async create(machine: Machine, graph: TrainingGraph, codes: Codes | null = null): Promise<Trainer> {
    const made: Held[] = [];
    return orFree(made, async () => {
      const storages = new Map<string, Storage>();
      const make = (name: string, count: number): Storage => {
        const storage = machine.storage(name, count, `the ${name} of this model`);
        made.push(storage);
        storages.set(name, storage);
        return storage;
      };
      // Before anything is measured, so that a model too large for the device is refused at once.
      for (const name of ['gradient', ...STATE]) make(name, graph.arena.count);
      make('batch', graph.batch.count);
      if (graph.catalogue.length > 0) {
        const constants = make(CONSTANTS, graph.constants.count);
        const feed = new Feed(graph.constants);
        fillCodes(feed, codes);
        machine.write(constants, feed.bytes);
      }
      make('report', graph.report.count);
      return new Trainer(machine, graph, await machine.prepare(graph.request, storages), storages);
    });
  }

  get dispatches(): number {
    return this.prepared.dispatches;
  }

  /** Bytes of everything that a step uses, on the machine. */
  get bytes(): number {
    const storages = [...this.storages.values(), this.ring].reduce((sum, { size: bytes }) => sum + bytes, 0);
    return this.prepared.bytes + storages + this.readings.reduce((sum, { reader }) => sum + reader.bytes, 0);
  }

  /** What the model asks of the catalogue, on the machine; null where it asks nothing. */
  get constants(): Storage | null {
    return this.storages.get(CONSTANTS) ?? null;
  }

  /** The weights on the machine, for programs that score with them while they train. */
  get parameters(): Storage {
    return this.storage('parameters');
  }

  /** Uploads the feed and submits training step `step`; its report goes to the ring. Returns without waiting. */
  submit(step: number): void {
    const { loss, squaredNorm } = this.graph.report.slices;
    const report = this.storage('report');
    const at = (step % RING) * REPORT_WORDS;
    this.machine.write(this.storage('batch'), this.feed.bytes);
    this.machine.submit(
      this.prepared,
      [loss, squaredNorm].map(({ offset }, i) => ({
        from: report,
        fromByte: offset * 4,
        to: this.ring,
        toByte: (at + i) * 4,
        bytes: 4,
      })),
    );
  }

  /** Resolves when everything submitted so far has run. Says nothing about a lost device: only readings do. */
  drained(): Promise<void> {
    return this.machine.drained();
  }

  /**
   * Reads the reports of steps from … to − 1 (at most RING of them). Asked for between steps, answered later.
   * @throws DeviceLostError if the device went away; the steps must then be run again
   */
  async reports(from: number, to: number): Promise<StepReport[]> {
    const reading = this.readings.find(({ busy }) => !busy);
    if (reading === undefined) throw new Error('reports: two readings are under way; wait for an earlier one');
    reading.busy = true;
    const values = new Float32Array(await reading.reader.read(`steps ${from} to ${to - 1}`));
    reading.busy = false;
    return Array.from({ length: to - from }, (_, i) => {
      const at = ((from + i) % RING) * REPORT_WORDS;
      return { step: from + i, loss: values[at], norm: Math.sqrt(values[at + 1]) };
    });
  }

  /** Copies weights and moments to the CPU. */
  async state(): Promise<TrainerState> {
    const [parameters, firstMoment, secondMoment] = await Promise.all(STATE.map((name) => this.read(name)));
    return { parameters, firstMoment, secondMoment };
  }

  weights(): Promise<Float32Array<ArrayBuffer>> {
    return this.read('parameters');
  }

  /** Sets weights and moments; absent ones become zero. */
  load(state: Partial<TrainerState>): void {
    for (const name of STATE) {
      const values = state[name] ?? new Float32Array(this.graph.arena.count);
      if (values.length !== this.graph.arena.count) {
        throw new Error(`load: ${name} has ${values.length} numbers, this model's arena has ${this.graph.arena.count}`);
      }
      this.machine.write(this.storage(name), values);
    }
  }

  destroy(): void {
    const readers = this.readings.map(({ reader }) => reader);
    for (const held of [this.prepared, ...this.storages.values(), this.ring, ...readers]) held.destroy();
  }

  private async read(name: (typeof STATE)[number]): Promise<Float32Array<ArrayBuffer>> {
    try {
      return new Float32Array(await readOnce(this.machine, this.storage(name), `reading the ${name}`));
    } catch (error) {
      throw await this.machine.meaning(error);
    }
  }

  private storage(name: string): Storage {
    const storage = this.storages.get(name);
    if (storage === undefined) throw new Error(`trainer: no storage called '${name}'`);
    return storage;
  }
}

/** Words of one report in the ring: the loss and the squared norm. */
const REPORT_WORDS = 2;

interface Reading {
  readonly reader: Reader;
  busy: boolean;
}

/** Bytes of the buffers that `Trainer.create` makes when it replays `plan`. */
export function trainerBytes({ arena, batch, catalogue, constants, report }: TrainingGraph, plan: Plan): number {
  const perWeight = 1 + STATE.length; // the gradient beside what is kept
  const counts = [
    batch.count,
    ...(catalogue.length > 0 ? [constants.count] : []),
    report.count,
    ...Array.from({ length: perWeight }, () => arena.count),
  ];
  const reports = 3 * storageBytes(RING * REPORT_WORDS); // the ring and two copies to read
  return counts.reduce((sum, count) => sum + storageBytes(count), 0) + reports + replayBytes(plan);
}

/** The starting weights of a run, as the arena lays them out. */
export function initialWeights({ arena, parameters }: TrainingGraph, seed: number): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(arena.count);
  for (const parameter of parameters) weights.set(initialise(parameter, seed), arena.slices[parameter.name].offset);
  return weights;
}

/** Weights by parameter name, as views of an arena. */
export const namedWeights = (
  { arena, parameters }: TrainingGraph,
  weights: Float32Array<ArrayBuffer>,
): { name: string; shape: readonly number[]; data: Float32Array<ArrayBuffer> }[] =>
  parameters.map(({ name, tensor }) => {
    const { offset } = arena.slices[name];
    return { name, shape: tensor.shape, data: weights.subarray(offset, offset + size(tensor.shape)) };
  });
