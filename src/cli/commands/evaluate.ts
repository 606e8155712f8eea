import { counted } from '../../core/counted.ts';
import { asked } from '../../core/asked.ts';
import { cautionsOf } from '../../core/cautions.ts';
import type { Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { seenOptions, seenRule, splitOptions, splitRule } from '../protocol_options.ts';
import { cautionLines, metricsTable, protocolLine } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'evaluate',
  usage: `${datasetUsage} --baseline NAME`,
  summary: 'A baseline that needs no training, ranked against the whole catalogue.',
  options: {
    baseline: { value: 'NAME', help: 'popularity, repeat_last, markov1, window5, graph2 or itemknn' },
    stage: { value: 'STAGE', help: 'test (default) or validation targets' },
    ...splitOptions,
    ...seenOptions,
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given, progress } = call;
    const wanted = given.text('baseline');
    const known = await engine.baselines();
    const baseline = known.find(({ name }) => name === wanted?.replaceAll('-', '_'));
    if (baseline === undefined) {
      throw new UsageError(
        `--baseline is ${wanted ?? 'missing'}, expected one of ${known.map(({ name }) => name).join(', ')}`,
      );
    }
    const stage = given.choice('stage', ['test', 'validation']) ?? 'test';
    const split = splitRule(given);
    const seen = seenRule(given);
    const { summary, text: dataset } = await openDataset(call);
    progress.update(`evaluating ${baseline.title}`);
    const options = { stage, ...(split === undefined ? {} : { split }), ...(seen === undefined ? {} : { seen }) };
    const metrics = await engine.evaluate({ dataset: summary.id, baseline: baseline.name }, options, (done) =>
      progress.update(`evaluating ${baseline.title}: ${Math.round(100 * done)} %`),
    );
    const text = [
      dataset,
      metricsTable([{ title: baseline.title, metrics }]),
      ...cautionLines(metrics),
      `${stage} targets of ${asked(metrics)} among ${counted(metrics.items, 'item')}. ${protocolLine(metrics.protocol)}`,
    ].join('\n');
    return { json: { baseline: baseline.name, ...metrics, cautions: cautionsOf(metrics) }, text };
  },
};
