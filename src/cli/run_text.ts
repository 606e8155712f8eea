import { codesSentence } from '../core/code_use.ts';
import { counted } from '../core/counted.ts';
import { adapterLine } from '../core/adapter_line.ts';
import { asked } from '../core/asked.ts';
import { weightsWords } from '../core/weights_words.ts';
import type { DatasetSummary, Metrics, RunSummary } from '../engine/api.ts';
import { cautionLines, columns, duration, metricsTable, protocolLine, whole } from './text.ts';

/**
 * A run for a person: what was trained, its numbers beside the baselines, and what makes it repeatable.
 *
 * @param title  of its model
 */
export function runText(run: RunSummary, dataset: DatasetSummary, title: string): string {
  const { recipe, adapter, test, baselines, againstBaseline, codes, weightsSha256, stateSha256 } = run;
  const settings = Object.entries({ ...recipe.config, ...recipe.training }).map(
    ([key, value]) => `${key}=${String(value)}`,
  );
  const rows = test === null ? [] : [{ title, metrics: test }, ...baselines];
  const epochs = run.epochs === null ? '' : `${counted(run.epochs, 'epoch')}, `;
  const best =
    dataset.best === null || recipe.protocol.split !== 'leave-one-out' ? [] : [bestLine(dataset.best.realised)];
  return [
    `${title} on ${recipe.dataset.name}: ${run.phase}. ${run.note}`,
    ...(test === null
      ? []
      : [metricsTable(rows), ...best, ...cautionLines(test), testLine(test), protocolLine(recipe.protocol)]),
    ...(againstBaseline === null ? [] : [againstBaseline.sentence]),
    ...(codes === undefined ? [] : [codesSentence(codes)]),
    columns([
      ['settings', settings.join(' ')],
      ['seed', `${recipe.seed}`],
      ...(recipe.dataset.guessed === true ? [['import', 'questions were left to the guesses']] : []),
      ['parameters', whole(run.parameters)],
      ['trained', `${epochs}${counted(run.steps, 'step')}, ${duration(run.seconds)}. ${weightsWords(run)}`],
      ['adapter', adapter === null ? 'unknown' : adapterLine(adapter)],
      ['weights', `sha256 ${weightsSha256}`],
      ['state', `sha256 ${stateSha256}`],
    ]),
  ].join('\n');
}

const testLine = (test: Metrics): string =>
  `Test targets of ${asked(test)} among ${counted(test.items, 'item')}, looked at once.`;

const bestLine = ({ hr10, ndcg10 }: { readonly hr10: number; readonly ndcg10: number }): string =>
  `Best possible in this simulated world: HR@10 ${hr10.toFixed(4)}, NDCG@10 ${ndcg10.toFixed(4)}.`;
