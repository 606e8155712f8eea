import { size } from '../core/shape.ts';
import { CONSTANTS } from '../events/codes.ts';
import { Events, type EventsShape } from '../events/events.ts';
import { gradients } from '../graph/backward.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import { isChain, type Config, type Encoded, type Model } from '../models/model.ts';
import { Scope, type Parameter } from '../nn/scope.ts';
import { adamw, type Indexed } from '../ops/index.ts';
import { layOut, whole, type Arena } from '../runtime/arena.ts';
import { layOutLeaves } from '../runtime/feed.ts';
import type { Request, Slice } from '../runtime/plan.ts';
import type { TracedLoss } from '../losses/loss.ts';
import { guessesOf, headLoss, type Guess } from './head_loss.ts';
import type { AdamW } from '../nn/optimizer.ts';

/** The training step as a graph, and where everything that outlives a step lies. */
export interface TrainingGraph {
  readonly parameters: readonly Parameter[];
  /** What is uploaded for each step, by name. */
  readonly inputs: readonly Tensor[];
  /** What the model made of the batch, and how it scores. */
  readonly encoded: Encoded;
  /** What it guesses of the batch, slot after slot. */
  readonly guesses: readonly Guess[];
  /** Layout shared by parameters, gradient and both moments. */
  readonly arena: Arena;
  /** What is uploaded for each step, in one buffer. */
  readonly batch: Arena;
  /** What the model asks of the catalogue, by name; uploaded once, in one buffer. */
  readonly catalogue: readonly Tensor[];
  readonly constants: Arena;
  /** Loss and squared gradient norm of the step. */
  readonly report: Arena;
  readonly request: Omit<Request, 'choose'>;
}

/** Traces forward, backward and AdamW once. Everything random in the step is keyed by (seed, clock). */
export function traceTraining(
  model: Model,
  config: Config,
  shape: EventsShape,
  loss: TracedLoss,
  optimizer: AdamW,
  seed: number,
): TrainingGraph {
  const events = new Events(shape);
  const input = batchLeaves(shape);
  const report = layOut('report', [
    { name: 'loss', shape: [1] },
    { name: 'squaredNorm', shape: [1] },
  ]);

  const scope = new Scope({ seed, clock: input.clock, training: true });
  const encoded = model.forward(scope, events, config);
  const asked = askedOf(shape, input.targets);
  const guesses = guessesOf(encoded.head, asked, input.inverseCount);
  const mean = headLoss(guesses, loss);
  const index = isChain(encoded.head) ? [asked.offsets, asked.places] : [];
  const inputs = [...events.read, ...events.gathered, ...Object.values(input), ...index, ...loss.leaves];
  const batch = layOutLeaves('batch', inputs);
  const constants = layOutLeaves(CONSTANTS, events.constants);

  const parameters = decayedFirst(scope.parameters);
  const arena = layOut(
    'parameters',
    parameters.map(({ name, tensor }) => ({ name, shape: tensor.shape })),
  );
  const wrt = parameters.map(({ tensor }) => tensor);
  const gradient = gradients(mean, leaf('derivative of the loss by itself', [1]), wrt);
  const results = new Map<Tensor, Slice>([[mean, report.slices.loss]]);
  parameters.forEach(({ name }, i) => results.set(gradient[i], { ...arena.slices[name], buffer: 'gradient' }));

  const update = traceUpdate(arena, parameters, optimizer, input.schedule);
  results.set(update.squaredNorm, report.slices.squaredNorm);
  const leaves: Record<string, Slice> = { ...batch.slices, ...constants.slices, ...arena.slices };
  for (const buffer of ['parameters', 'gradient', 'firstMoment', 'secondMoment'])
    leaves[buffer] = { ...whole(arena), buffer };
  return {
    parameters,
    inputs,
    encoded,
    guesses,
    arena,
    batch,
    catalogue: events.constants,
    constants,
    report,
    request: { stages: [[mean, ...gradient], update.wanted], leaves, results },
  };
}

function batchLeaves({ batch, time }: EventsShape) {
  return {
    targets: leaf('targets', [batch * time], 'u32'),
    inverseCount: leaf('inverseCount', [1]),
    /** The training step, which dropout masks depend on. */
    clock: leaf('clock', [1], 'u32'),
    /** Learning rate and bias corrections of AdamW. */
    schedule: leaf('schedule', [4]),
  };
}

/** Leaves of the inverted index of the targets, for what is guessed code by code. */
export const askedLeaves = { ids: 'targets', offsets: 'offsets of targets', places: 'places of targets' } as const;

const askedOf = ({ batch, time, vocabulary }: EventsShape, targets: Tensor): Indexed => ({
  ids: targets,
  offsets: leaf(askedLeaves.offsets, [vocabulary + 1], 'u32'),
  places: leaf(askedLeaves.places, [batch * time], 'u32'),
});

/** Weight matrices first: only they decay, so that one threshold in the arena tells them apart. */
function decayedFirst(parameters: readonly Parameter[]): Parameter[] {
  const decays = ({ name }: Parameter): boolean => name.endsWith('.weight');
  return [...parameters.filter(decays), ...parameters.filter((parameter) => !decays(parameter))];
}

function traceUpdate(arena: Arena, parameters: readonly Parameter[], o: AdamW, schedule: Tensor) {
  const firstKept = parameters.find(({ name }) => !name.endsWith('.weight'));
  const decayed = firstKept === undefined ? arena.count : arena.slices[firstKept.name].offset;
  const { count } = arena;
  const weights = {
    parameters: leaf('parameters', [count]),
    firstMoment: leaf('firstMoment', [count]),
    secondMoment: leaf('secondMoment', [count]),
  };
  const { squaredNorm, parameters: updated } = adamw(weights, leaf('gradient', [count]), schedule, o, decayed);
  return { squaredNorm, wanted: [squaredNorm, updated] };
}

/** Number of trainable weights. */
export const parameterCount = (parameters: readonly Parameter[]): number =>
  parameters.reduce((sum, { tensor }) => sum + size(tensor.shape), 0);
