import { coldWords } from '../../core/cautions.ts';
import type { DatasetAudit, SplitCard } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { columns, percent, whole } from '../text.ts';

export const command: Command = {
  name: 'audit',
  usage: datasetUsage,
  summary: 'What can be known of a dataset before any model: lengths, popularity, ties, repeats, leakage.',
  options: datasetOptions,
  async run(call) {
    const { summary, text } = await openDataset(call);
    const audit = await call.engine.audit(summary.id);
    const splits = await call.engine.splits(summary.id);
    return { json: { ...audit, splits }, text: `${text}\n${auditText(audit)}\n${splitLines(splits).join('\n')}` };
  },
};

/** What each way to divide the histories tests, and how much of that nobody can learn. */
const splitLines = (splits: readonly SplitCard[]): readonly string[] =>
  splits.flatMap(({ rule, lacking, tested, cold }) => {
    if (lacking !== null) return [];
    return [`${rule}: ${whole(tested)} targets to test. ${coldWords({ cold, all: tested }) ?? ''}`.trimEnd()];
  });

function auditText({
  length,
  usersEvaluated,
  popularity,
  ties,
  repeats,
  seen,
  historyLength,
  warnings,
  futureInTraining,
}: DatasetAudit): string {
  const orNone = (share: number | null | undefined): string =>
    share === null || share === undefined ? 'no times' : percent(share);
  const facts = columns([
    ['  users evaluated', whole(usersEvaluated)],
    ['  interactions per user', `median ${whole(length.median)}, 95th percentile ${whole(Math.round(length.p95))}`],
    ['  on the most popular 1 % of the items', percent(popularity.topPercentShare)],
    ['  neighbours at one time', orNone(ties?.adjacent)],
    ['  targets already in the history', percent(repeats.targets)],
    ['  targets equal to the item before', percent(repeats.targetsJustBefore)],
    ['  training after the tested event', orNone(futureInTraining)],
    ['  recommended', `seen items ${seen}, history length ${historyLength}`],
  ]);
  return [facts, ...warnings.map(({ sentence }) => `! ${sentence}`)].join('\n');
}
