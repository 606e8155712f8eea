import type {
  AskedDecoder,
  DecoderCard,
  ExplainOptions,
  Id,
  NewItem,
  Recommendation,
  Recommender,
  Search,
  Steering,
  SteeringPrice,
} from '../../engine/api.ts';
import { counted } from '../../core/counted.ts';
import { named } from '../../core/lists_words.ts';
import { newItemWords } from '../../core/new_item_words.ts';
import { quote } from '../../core/quote.ts';
import { searchWords } from '../../core/search_words.ts';
import { expectedOneOf } from '../../core/words.ts';
import { historyOf, historyOptions, openModel, toldOf } from '../asked_model.ts';
import type { Call, Command } from '../command.ts';
import { datasetOptions, openDataset } from '../dataset.ts';
import { seenOptions, seenRule } from '../protocol_options.ts';
import { settingsOf } from '../recipe.ts';
import type { Arguments } from '../options.ts';
import { priceText, steeringOf, steeringOptions } from '../steering_options.ts';
import { columns } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'recommend',
  usage: '--snapshot FILE --history ID,ID… [DATASET, to steer by]',
  summary: 'The items a trained model (or a baseline on a dataset) would put next.',
  options: {
    snapshot: { value: 'FILE', help: 'a model saved by lab train --snapshot or by the page, or a folder of the hub' },
    baseline: { value: 'NAME', help: 'a baseline instead of a model; needs a dataset' },
    ...historyOptions,
    count: { value: 'N', help: 'how many (10)' },
    decoder: {
      value: 'NAME',
      help: 'how the list is made: exact, or of a model of codes beam, diverse, sampling (exact)',
    },
    set: { value: 'KEY=VALUE', multiple: true, help: 'a setting of the decoder, e.g. width=20, temperature=0.5' },
    ...steeringOptions,
    price: { help: 'what steering costs on validation targets; needs a dataset' },
    'new-title': {
      value: 'TITLE',
      multiple: true,
      help: 'an item that the model has never seen, of a model whose codes were made of text: where it would stand',
    },
    'new-category': { value: 'CATEGORY', help: 'the category of the new items' },
    ...seenOptions,
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given } = call;
    const history = historyOf(given.list('history'));
    const steer = await steeringOf(call);
    const { by, dataset } = await recommenderOf(call, steer !== undefined);
    const seen = seenRule(given);
    const told = toldOf(given);
    const options = {
      ...{ count: given.whole('count', 1) ?? 10, ...told },
      ...(seen === undefined ? {} : { seen }),
      ...newItemsOf(given),
      ...(await decoderOf(call, by)),
      ...(steer === undefined ? {} : { steer }),
      ...(dataset === null ? {} : { described: dataset }),
    };
    const {
      list: recommendations,
      newItems,
      search,
      unknownItems,
      ...reads
    } = await engine.ranking(by, history, options);
    const { readsTimes, kinds, levels } = reads;
    const price = await priceOf(call, by, steer, dataset);
    const unsaid = [
      ...unknownWords(unknownItems),
      ...(readsTimes && told.times === undefined ? [UNSAID] : []),
      ...kindsUnsaid(kinds, told),
      ...(levels !== null && told.values === undefined ? [valuesUnsaid(levels)] : []),
    ];
    const placed = newItems.map((item) => `${quote(item.title)}: ${newItemWords(item)}`);
    const beside = [...(search === null ? [] : [searchWords(search, options.count)]), ...placed];
    return {
      json: {
        ...{ history, ...told, recommendations },
        ...(search === null ? {} : { search }),
        ...(newItems.length === 0 ? {} : { newItems }),
        ...(unknownItems.length === 0 ? {} : { unknownItems }),
        ...(price === null ? {} : { steer, price }),
      },
      text: [
        listText(recommendations, search),
        ...beside,
        ...(price === null ? [] : [priceText(price)]),
        ...unsaid,
      ].join('\n\n'),
    };
  },
};

/** Items that are only written down, as an option of a question. @throws UsageError for a category of none */
function newItemsOf(given: Arguments): { readonly newItems?: readonly NewItem[] } {
  const [titles, category] = [given.list('new-title'), given.text('new-category')];
  if (titles.length === 0 && category !== undefined) {
    throw new UsageError('--new-category says what --new-title is; give --new-title TITLE as well');
  }
  if (titles.length === 0) return {};
  return { newItems: titles.map((title) => ({ title, ...(category === undefined ? {} : { category }) })) };
}

/** Ids of rules that are no items, so that nobody thinks they were held to. */
const unknownWords = (ids: readonly string[]): readonly string[] =>
  ids.length === 0
    ? []
    : [
        `${counted(ids.length, 'id')} of the rules ${ids.length === 1 ? 'is no item' : 'are no items'} of the catalogue: ${named({ count: ids.length, first: ids.slice(0, 5) })}.`,
      ];

/** What a model that reads times is asked without them. */
const UNSAID = 'The model reads how long passed between items, and --times does not say it: asked as if nobody knew.';

/** The same of one that reads values of events. */
const valuesUnsaid = (levels: readonly number[]): string =>
  `The model reads values of events (told apart: ${levels.join(', ')}), and --values does not say them: asked as if nobody knew.`;

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

interface Asked {
  readonly by: Recommender;
  /** What a list may be steered by; null where no dataset is given. */
  readonly dataset: Id | null;
}

/** Who recommends; beside a model's file a dataset may stand where a list is `steered`, for its categories and counts. */
async function recommenderOf(call: Call, steered: boolean): Promise<Asked> {
  const { engine, arguments: given } = call;
  const [path, baseline] = [given.text('snapshot'), given.text('baseline')];
  if ((path === undefined) === (baseline === undefined)) {
    throw new UsageError('expected either --snapshot FILE or --baseline NAME with a dataset');
  }
  if (baseline !== undefined) {
    const { summary, text } = await openDataset(call);
    call.progress.say(text);
    return { by: { dataset: summary.id, baseline }, dataset: summary.id };
  }
  const by = async () => ({ run: await openModel(engine, path ?? '') });
  if (steered && (given.files.length > 0 || given.text('world') !== undefined)) {
    const { summary, text } = await openDataset(call);
    call.progress.say(text);
    return { by: await by(), dataset: summary.id };
  }
  if (given.files.length > 0) throw new UsageError(`give --snapshot FILE or '${given.files[0]}', not both`);
  given.refuse(Object.keys(datasetOptions), 'the model of --snapshot has its items with it');
  return { by: await by(), dataset: null };
}

/** What steering costs, where `--price` asks for it. @throws UsageError where there is nothing to ask by */
async function priceOf(
  { engine, arguments: given, progress }: Call,
  by: Recommender,
  steer: Steering | undefined,
  dataset: Id | null,
): Promise<SteeringPrice | null> {
  if (!given.flag('price')) return null;
  if (steer === undefined)
    throw new UsageError('--price: nothing is steered; give --only, --without, --popularity or --diversity');
  if (dataset === null) throw new UsageError('--price: it is asked of validation targets; give the dataset, too');
  return engine.steeringPrice(by, steer, dataset, undefined, (done) =>
    progress.update(`what it costs: ${Math.round(100 * done)} %`),
  );
}

/** What `--decoder` and `--set` say, as options of a question. @throws UsageError */
async function decoderOf(
  { engine, arguments: given }: Call,
  by: Recommender,
): Promise<{ readonly decoder?: AskedDecoder }> {
  const [name, set] = [given.text('decoder'), given.list('set')];
  if (name === undefined && set.length === 0) return {};
  const known: readonly DecoderCard[] = 'run' in by ? await engine.decoders(by.run) : [];
  const card = known.find((decoder) => decoder.name === (name ?? 'exact'));
  if (card === undefined) {
    const names = 'run' in by ? known.map((decoder) => decoder.name) : ['exact'];
    throw new UsageError(`--decoder is '${name ?? 'exact'}', expected ${expectedOneOf(names, name ?? '')}`);
  }
  return { decoder: { name: card.name, values: settingsOf(card, { settings: {} }, set).config } };
}

const listText = (list: readonly Recommendation[], search: Search | null): string =>
  columns([
    ['', 'score', ...(search === null ? [] : ['exact']), 'item', 'title'],
    ...list.map(({ rank, score, id, title }) => [
      ...[`${rank + 1}`, score.toFixed(3)],
      ...(search === null ? [] : [`${search.places[rank] + 1}`]),
      ...[id, title === id ? '' : title],
    ]),
  ]);
