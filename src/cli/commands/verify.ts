import type { Verification } from '../../engine/api.ts';
import { openModel } from '../asked_model.ts';
import type { Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { columns, wrapped } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'verify',
  usage: `--snapshot MODEL ${datasetUsage}`,
  summary: 'Trains a model that carries a receipt again on its data, and compares every state on the way, bit for bit.',
  options: {
    snapshot: {
      value: 'MODEL',
      help: 'a model saved with a receipt: lab train --snapshot MODEL --receipt, or the page',
    },
    segments: { value: 'N', help: 'stretches between two states that are drawn; it trains as far as the last one (3)' },
    steps: { value: 'N', help: 'trains at most so many steps' },
    seed: { value: 'N', help: 'draws the stretches (1)' },
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given, progress } = call;
    const snapshot = given.text('snapshot');
    if (snapshot === undefined) throw new UsageError('--snapshot is missing, expected a model file with a receipt');
    const options = {
      ...numbered('segments', given.whole('segments', 1)),
      ...numbered('steps', given.whole('steps', 1)),
      ...numbered('seed', given.whole('seed')),
    };
    const model = await openModel(engine, snapshot);
    const { summary } = await openDataset(call);
    const found = await engine.verify(model, summary.id, options, (done) =>
      progress.update(`training it again: ${Math.round(100 * done)} %`),
    );
    return {
      json: found,
      text: verificationText(found),
      ...(found.equal ? {} : { failure: 'verify: it is not what its receipt says' }),
    };
  },
};

const numbered = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: value });

/** Each state that was reached, and what all of it shows. */
function verificationText({ chain, adapter, seed, steps, of, states, shows, leavesOpen }: Verification): string {
  const row = ({ epoch, step, drawn, found, differs }: Verification['states'][number]): string[] => [
    `  epoch ${epoch}`,
    `step ${step}`,
    found.slice(0, 16),
    differs === null ? 'the same' : `NOT THE SAME: ${differs}`,
    drawn ? 'drawn' : '',
  ];
  return [
    `Receipt ${chain.slice(0, 16)}, on ${adapter}. Trained again as far as step ${steps} of ${of}, seed ${seed}.`,
    columns(states.map(row)),
    wrapped('', shows),
    wrapped('', leavesOpen),
  ].join('\n');
}
