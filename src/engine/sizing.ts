import { layOutRanking, rankingBytes } from '../evaluate/ranking_plan.ts';
import { storageBytes } from '../gpu/buffers.ts';
import { workOf } from '../kernel/kernel.ts';
import { modelNamed } from '../models/catalogue.ts';
import { plan, type Plan } from '../runtime/plan.ts';
import { choosing, type KnownAdapter } from '../runtime/tuning.ts';
import { trainerBytes } from '../train/trainer.ts';
import { rankerShape, type Blueprint } from './workbench.ts';

/** What a blueprint will ask of a device, from its plans alone: nothing is allocated. */
export interface Size {
  /** Bytes of every buffer that lives while a run trains and validates. */
  readonly gpuBytes: number;
  readonly largestBufferBytes: number;
  /** Arithmetic of one training step and of one whole validation; see `workOf` of a kernel. */
  readonly stepWork: number;
  readonly validationWork: number;
}

export function sizeOf(print: Blueprint, known: KnownAdapter): Size {
  const { graph, recipe } = print;
  const choose = choosing(known);
  const shape = rankerShape(print);
  const ranking = layOutRanking(modelNamed(recipe.model), recipe.config, shape, graph.arena);
  const [step, pass] = [plan({ ...graph.request, choose }), plan({ ...ranking.request, choose })];
  const counts = [graph.arena.count, graph.batch.count, ranking.inputs.count, ranking.outputs.count];
  const temporaries = [...Object.values(step.temporaries), ...Object.values(pass.temporaries)];
  return {
    gpuBytes: trainerBytes(graph, step) + rankingBytes(ranking, pass),
    largestBufferBytes: storageBytes(Math.max(...counts, ...temporaries)),
    stepWork: workOfAll(step),
    validationWork: workOfAll(pass) * Math.ceil(shape.queries / ranking.shape.batch),
  };
}

/** Floating-point operations of a plan. */
const workOfAll = ({ launches }: Plan): number =>
  launches.reduce((sum, { kernel, params }) => sum + workOf(kernel, params), 0);
