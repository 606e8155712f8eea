import { layOutRanking, rankingBytes } from '../../evaluate/ranking_plan.ts';
import { storageBytes } from '../../gpu/buffers.ts';
import { workOf } from '../../kernel/kernel.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { plan, type Plan } from '../../runtime/plan.ts';
import { choosing, firstUse, type FirstUse, type KnownAdapter } from '../../runtime/tuning.ts';
import { trainerBytes } from '../../train/trainer.ts';
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
  const { graph } = print;
  const { ranking, step, pass } = plansOf(print, known);
  const counts = [graph.arena.count, graph.batch.count, ranking.inputs.count, ranking.outputs.count];
  const temporaries = [...Object.values(step.temporaries), ...Object.values(pass.temporaries)];
  return {
    gpuBytes: trainerBytes(graph, step) + rankingBytes(ranking, pass),
    largestBufferBytes: storageBytes(Math.max(...counts, ...temporaries)),
    stepWork: workOfAll(step),
    validationWork: workOfAll(pass) * Math.ceil(rankerShape(print).queries / ranking.shape.batch),
  };
}

/** What the launches of a blueprint compile and time where nothing of the adapter is remembered. */
export function firstUseOf(print: Blueprint): { readonly software: FirstUse; readonly gpu: FirstUse } {
  const { step, pass } = plansOf(print, { software: true, choices: {} });
  const launches = [...step.launches, ...pass.launches];
  return { software: firstUse(launches, true), gpu: firstUse(launches, false) };
}

/** A training step and a ranking pass of a blueprint. */
function plansOf(print: Blueprint, known: KnownAdapter) {
  const { graph, recipe } = print;
  const choose = choosing(known);
  const ranking = layOutRanking(modelNamed(recipe.model), recipe.config, rankerShape(print), graph.arena);
  return { ranking, step: plan({ ...graph.request, choose }), pass: plan({ ...ranking.request, choose }) };
}

/** Floating-point operations of a plan. */
const workOfAll = ({ launches }: Plan): number =>
  launches.reduce((sum, { kernel, params }) => sum + workOf(kernel, params), 0);
