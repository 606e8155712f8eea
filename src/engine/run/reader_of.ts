import { modelNamed } from '../../models/catalogue.ts';
import { Reader, type Weights } from '../../recommend/reader.ts';
import { namedWeights } from '../../train/trainer.ts';
import type { ActiveRun } from './active_run.ts';

/** A run's model at its best weights so far, on the CPU. */
export function readerOf({ print, opened, state, codes }: ActiveRun): Reader {
  const { recipe, graph } = print;
  const weights: Weights = Object.fromEntries(
    namedWeights(graph, state.best).map(({ name, data }) => [name, new Float64Array(data)]),
  );
  return new Reader(modelNamed(recipe.model), recipe.config, opened.items.ids.length, weights, {
    codes,
    levels: print.shape.levels,
  });
}
