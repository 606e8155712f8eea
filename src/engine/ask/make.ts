import type { Pace } from '../../core/pace.ts';
import type { Common } from '../common.ts';
import { searchItems } from '../data/items.ts';
import type { Data } from '../data/make.ts';
import type { Inquiry } from '../inquiries.ts';
import type { Recommender } from '../run/evaluation_messages.ts';
import type { Running } from '../run/make.ts';
import { inPercent } from '../in_percent.ts';
import { settle } from '../settle.ts';
import type { AskDoor } from './door.ts';
import { lists } from './lists.ts';
import { Looks } from './looks.ts';
import { decodersOf } from './decoded.ts';
import { steeringCard } from './steered.ts';
import { Recommenders } from './recommenders.ts';

export function makeAsk(
  { sessions, inquiries }: Common,
  { datasets }: Data,
  { runs, library, fits }: Running,
): AskDoor {
  const recommenders = new Recommenders(datasets, runs, fits);
  const looks = new Looks(datasets, runs);
  const ask = <T>(inquiry: Inquiry, by: Recommender, work: (pace: Pace) => Promise<T>): Promise<T> =>
    inquiries.ask(inquiry, (pace) => library.opened(by, () => work(pace)));

  return {
    findItems: (source, text, count = 20) =>
      settle(() =>
        'dataset' in source
          ? datasets.findItems(source.dataset, text, count)
          : library.opened(source, () => searchItems(runs.model(source.run).items, text, count)),
      ),
    knows: (run, dataset) => library.opened({ run }, () => recommenders.knows(run, dataset)),

    recommend: (by, history, options = {}) =>
      ask('recommend', by, async (pace) => (await recommenders.ranking(by, history, options, pace)).list),
    ranking: (by, history, options = {}) =>
      ask('recommend', by, (pace) => recommenders.ranking(by, history, options, pace)),
    lists: (by, dataset, options, receive, progress) =>
      ask('lists', by, (pace) =>
        lists({ sessions, datasets, runs, recommenders }, by, dataset, options, receive, {
          ...pace,
          onProgress: progress && inPercent(progress),
        }),
      ),
    decoders: (run) => settle(() => library.opened({ run }, () => decodersOf(runs.model(run).reader))),
    newItems: (run) => settle(() => library.opened({ run }, () => recommenders.newItems(run))),
    explain: (by, history, item, options = {}) =>
      ask('explain', by, (pace) => recommenders.explain(by, history, item, options, pace)),
    steering: (dataset) => settle(() => steeringCard(datasets.get(dataset).items)),
    steeringPrice: (by, steer, dataset, seed = 1, progress) =>
      ask('steeringPrice', by, (pace) =>
        recommenders.steeringPrice(by, steer, dataset, seed, { ...pace, onProgress: progress && inPercent(progress) }),
      ),
    lenses: (run) => ask('lenses', { run }, (pace) => looks.lenses(run, pace)),
    look: (run, lens, history = [], options = {}) =>
      ask('look', { run }, (pace) => looks.look(run, lens, history, options, pace)),
    surprise: (by, beside, dataset, seed = 1) =>
      ask('surprise', by, (pace) => recommenders.surprise(by, beside, dataset, seed, pace)),

    cancel: (inquiry) => settle(() => inquiries.cancel(inquiry)),
  };
}
