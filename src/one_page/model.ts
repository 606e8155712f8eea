import { untimed } from '../core/history.ts';
import { layouts } from '../engine/run/layouts.ts';
import { exactly, modelNamed } from '../models/catalogue.ts';
import { best } from '../recommend/rank.ts';
import { Reader } from '../recommend/reader.ts';
import { readModel } from '../snapshot/model_file.ts';

/** An item as a person sees it. */
export interface Shown {
  readonly index: number;
  readonly id: string;
  /** Its id where it has no other name. */
  readonly title: string;
}

/** A model's file, opened: what it is of, its items, and what would come next. */
export interface OpenedModel {
  readonly title: string;
  /** What the data are called; null where the file does not say. */
  readonly data: string | null;
  /** The score that the file states, as a sentence; null where it states none. */
  readonly score: string | null;
  readonly items: readonly Shown[];
  /** Items of a history that the model reads. */
  readonly window: number;
  /** The best items after a history, those of the history left out where the model was tested so. */
  list(history: readonly number[], count: number): Promise<readonly Shown[]>;
}

/** Opens a model's file by the references in double precision, as *Try* does. @throws SnapshotError */
export async function openModel(bytes: Uint8Array<ArrayBuffer>): Promise<OpenedModel> {
  const { manifest, parameters, items, codes, levels } = await readModel(bytes, layouts);
  const model = modelNamed(manifest.arch);
  const { items: count, ...settings } = manifest.config;
  const weights = Object.fromEntries(parameters.map(({ name, data }) => [name, new Float64Array(data)]));
  const reader = new Reader(model, exactly(model, settings), count, weights, { codes, levels });
  const shown = items.ids.map((id, index) => ({ index, id, title: items.titles?.[index] || id }));
  const test = manifest.metrics.scores.findLast(({ stage }) => stage === 'test');
  return {
    title: model.title,
    data: manifest.dataset,
    score:
      test === undefined
        ? null
        : `NDCG@10 ${test.values['ndcg@10'].toFixed(4)}, HR@10 ${test.values['hr@10'].toFixed(4)} on the test targets of ${test.users} users, as its author states.`,
    items: shown,
    window: reader.window,
    async list(history, places) {
      const hidden = new Set(manifest.metrics.seen === 'filtered' ? history : []);
      const scores = await reader.scores(untimed(history));
      return best(scores, hidden, places).map(({ item }) => shown[item]);
    },
  };
}
