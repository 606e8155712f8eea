import { lackingWords, listsWords } from '../../core/lists_words.ts';
import type { ListsOptions, ListsReport, Recommender } from '../../engine/api.ts';
import { openModel } from '../asked_model.ts';
import type { Call, Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import type { Arguments } from '../options.ts';
import { checkWritable, growingFile } from '../output_file.ts';
import { seenOptions, seenRule } from '../protocol_options.ts';
import { idsFrom, steeringOf, steeringOptions } from '../steering_options.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'lists',
  usage: `--snapshot FILE | --baseline NAME ${datasetUsage} --out OUT.csv`,
  summary: 'What would come next for everybody, or for some, as a file: user, rank, item, title, score.',
  options: {
    snapshot: { value: 'FILE', help: 'a model saved by lab train --snapshot or by the page' },
    baseline: { value: 'NAME', help: 'a baseline instead of a model' },
    out: { value: 'OUT', help: 'the file to write, which ends in .csv or .parquet' },
    count: { value: 'N', help: 'items of each list, at most 128 (10)' },
    user: { value: 'ID', multiple: true, help: 'only this user; repeat it for several' },
    users: { value: 'FILE', help: 'only the users whose ids stand in this file' },
    ...steeringOptions,
    ...seenOptions,
    ...datasetOptions,
  },
  async run(call) {
    const { arguments: given } = call;
    const [out, format] = outOf(given);
    const [snapshot, baseline] = [given.text('snapshot'), given.text('baseline')];
    if ((snapshot === undefined) === (baseline === undefined)) {
      throw new UsageError('expected either --snapshot FILE or --baseline NAME');
    }
    const count = given.whole('count', 1) ?? 10;
    const [seen, on] = [seenRule(given), given.choice('device', ['gpu', 'cpu'])];
    const users = await usersOf(call);
    const steer = await steeringOf(call);
    const { summary, text } = await openDataset(call);
    call.progress.say(text);
    const by: Recommender =
      snapshot === undefined
        ? { dataset: summary.id, baseline: baseline ?? '' }
        : { run: await openModel(call.engine, snapshot) };
    const report = await written(call, by, summary.id, out, {
      ...{ format, count },
      ...(users === undefined ? {} : { users }),
      ...(seen === undefined ? {} : { seen }),
      ...(steer === undefined ? {} : { steer }),
      ...(on === undefined ? {} : { on }),
    });
    return {
      json: { out, count, ...report },
      text: [`Written to ${out}: ${listsWords(report)}`, ...lackingWords(report, count)].join('\n'),
    };
  },
};

/** The file to write and how. @throws UsageError */
function outOf(given: Arguments): [string, ListsOptions['format']] {
  const out = given.text('out');
  if (out === undefined) throw new UsageError('--out is missing, expected a file that ends in .csv or .parquet');
  const format = (['csv', 'parquet'] as const).find((ending) => out.toLowerCase().endsWith(`.${ending}`));
  if (format === undefined) throw new UsageError(`--out is '${out}', expected a name that ends in .csv or .parquet`);
  const read = ['snapshot', 'users', 'only-items', 'without-items', 'stock', 'json'].map(
    (name) => given.text(name) ?? '',
  );
  checkWritable('out', out, [...given.files, ...read]);
  return [out, format];
}

/** Ids of `--user` and `--users` together; undefined where it is everybody. */
async function usersOf(call: Call): Promise<readonly string[] | undefined> {
  const single = call.arguments.list('user');
  const list = await idsFrom(call, 'users', 'users');
  return list === null && single.length === 0 ? undefined : [...single, ...(list?.ids ?? [])];
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Writes the file as its pieces come; Ctrl-C leaves what was there before. */
async function written(
  { engine, progress }: Call,
  by: Recommender,
  dataset: string,
  out: string,
  options: ListsOptions,
): Promise<ListsReport> {
  const file = await growingFile(out);
  const cancel = (): void => void engine.cancel('lists');
  for (const signal of SIGNALS) process.once(signal, cancel);
  try {
    const report = await engine.lists(
      ...([by, dataset, options] as const),
      (piece) => file.write(piece),
      (done) => progress.update(`making the lists: ${Math.round(100 * done)} %`),
    );
    await file.done();
    return report;
  } catch (error) {
    await file.drop();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, cancel);
  }
}
