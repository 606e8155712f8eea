import type { ExplainOptions, Recommendation, Recommender } from '../../engine/api.ts';
import { historyOf, historyOptions, openModel, toldOf } from '../asked_model.ts';
import type { Call, Command } from '../command.ts';
import { datasetOptions, openDataset } from '../dataset.ts';
import { seenOptions, seenRule } from '../protocol_options.ts';
import { columns } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'recommend',
  usage: '--snapshot FILE --history ID,ID…',
  summary: 'The items a trained model (or a baseline on a dataset) would put next.',
  options: {
    snapshot: { value: 'FILE', help: 'a model saved by lab train --snapshot or by the page' },
    baseline: { value: 'NAME', help: 'a baseline instead of a model; needs a dataset' },
    ...historyOptions,
    count: { value: 'N', help: 'how many (10)' },
    ...seenOptions,
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given } = call;
    const history = historyOf(given.list('history'));
    const by = await recommenderOf(call);
    const seen = seenRule(given);
    const told = toldOf(given);
    const options = { count: given.whole('count', 1) ?? 10, ...told, ...(seen === undefined ? {} : { seen }) };
    const { list: recommendations, readsTimes, kinds } = await engine.ranking(by, history, options);
    const unsaid = [...(readsTimes && told.times === undefined ? [UNSAID] : []), ...kindsUnsaid(kinds, told)];
    return { json: { history, ...told, recommendations }, text: [listText(recommendations), ...unsaid].join('\n\n') };
  },
};

/** What a model that reads times is asked without them. */
const UNSAID = 'The model reads how long passed between items, and --times does not say it: asked as if nobody knew.';

/** What a model that reads kinds of events is not told of them, or told of kinds that it does not know. */
function kindsUnsaid(known: readonly string[] | null, { kinds }: ExplainOptions): readonly string[] {
  if (known === null) return [];
  const names = known.join(', ');
  if (kinds === undefined) {
    return [`The model reads kinds of events (${names}), and --kinds does not say them: asked as if nobody knew.`];
  }
  const others = [...new Set(kinds)].filter((kind) => kind !== null && !known.includes(kind));
  if (others.length === 0) return [];
  return [`The model knows the kinds of events ${names}, and not ${others.join(', ')}: asked as if nobody knew those.`];
}

async function recommenderOf(call: Call): Promise<Recommender> {
  const { engine, arguments: given } = call;
  const [path, baseline] = [given.text('snapshot'), given.text('baseline')];
  if ((path === undefined) === (baseline === undefined)) {
    throw new UsageError('expected either --snapshot FILE or --baseline NAME with a dataset');
  }
  if (baseline !== undefined) {
    const { summary, text } = await openDataset(call);
    call.progress.say(text);
    return { dataset: summary.id, baseline };
  }
  if (given.files.length > 0) throw new UsageError(`give --snapshot FILE or '${given.files[0]}', not both`);
  given.refuse(Object.keys(datasetOptions), 'the model of --snapshot has its items with it');
  return { run: await openModel(engine, path ?? '') };
}

const listText = (list: readonly Recommendation[]): string =>
  columns([
    ['', 'score', 'item', 'title'],
    ...list.map(({ rank, score, id, title }) => [`${rank + 1}`, score.toFixed(3), id, title === id ? '' : title]),
  ]);
