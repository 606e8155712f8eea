import { SettingsError } from '../../core/errors.ts';
import { stretch, untimed, type History } from '../../core/history.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import { history as historyOf } from '../../data/dataset.ts';
import { hidesSeen } from '../../evaluate/protocol.ts';
import { lensNamed, lenses, serves } from '../../lenses/catalogue.ts';
import { titled, type Picture, type Side } from '../../lenses/picture.ts';
import { probeOf } from '../../recommend/probe.ts';
import { sample } from '../../recommend/surprise.ts';
import type { Item } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { LensCard, LensPicture, LookOptions } from './look_messages.ts';
import type { Datasets } from '../data/datasets.ts';
import { askedHistory } from './asked_history.ts';
import { describer } from './describer.ts';
import { readBy } from './read_history.ts';
import type { AskableModel } from '../run/askable.ts';
import type { Runs } from '../run/runs.ts';

const NONE = untimed([]);

/** Users that a lens asks about, at most, and the seed that they are drawn by. */
const [USERS, SEED] = [100, 1];

/** What lenses show of models, with the items by their names. Rests, and throws CancelledError. */
export class Looks {
  private readonly datasets: Datasets;
  private readonly runs: Runs;

  constructor(datasets: Datasets, runs: Runs) {
    this.datasets = datasets;
    this.runs = runs;
  }

  /** The lenses that have something to show of a model. */
  async lenses(run: Id, pace: Pace): Promise<LensCard[]> {
    const pacer = new Pacer('lenses', pace);
    const { reader } = this.runs.model(run);
    const cards: LensCard[] = [];
    for (const [i, lens] of lenses.entries()) {
      if (pacer.due()) await pacer.rest(i / lenses.length);
      const { name, title, says, source, reads } = lens;
      if (serves(lens, reader)) cards.push({ name, title, says, source, reads });
    }
    return cards;
  }

  async look(
    run: Id,
    name: string,
    ids: readonly string[],
    options: LookOptions,
    pace: Pace,
  ): Promise<readonly LensPicture[] | null> {
    const pacer = new Pacer('look', pace);
    const lens = lensNamed(name);
    const model = this.runs.model(run);
    const { items, reader, seen } = model;
    const alone = lens.reads === 'model' || lens.reads === 'users';
    const history = alone ? NONE : await askedHistory(model, ids, options, pacer);
    const users = lens.reads === 'users' ? await this.users(model, name, options.described, pacer) : [];
    const probe = probeOf(reader, history, new Set(hidesSeen(seen) ? history.items : []), users);
    const pictures = await lens.look(probe, pace);
    if (pictures === null) return null;
    return pacer.through(describing(pictures, await describer(this.datasets, items, options.described, pacer)));
  }

  /** Histories of users of a dataset without their last event, in the items that a model knows. @throws SettingsError where no dataset is named */
  private async users(model: AskableModel, lens: string, dataset: Id | undefined, pacer: Pacer): Promise<History[]> {
    if (dataset === undefined) {
      throw new SettingsError(`look: ${lens} asks for users, and no data that this model knows is open; open its data`);
    }
    const { dataset: data, items, time } = this.datasets.get(dataset);
    const drawn = sample(this.datasets.split(dataset).test.users, USERS, SEED);
    const histories: History[] = [];
    for (const user of drawn) {
      histories.push(await readBy(model, { data, items, time }, stretch(historyOf(data, user), 0, -1), pacer));
    }
    return histories;
  }
}

/** The pictures with each item described; sides that pictures share are still shared, so that they cross to the page once. */
function* describing(pictures: readonly Picture[], describe: (item: number) => Item): Generator<void, LensPicture[]> {
  const known = new Map<Side, Side<Item>>();
  const described: LensPicture[] = [];
  for (const picture of pictures) {
    const { rows, columns } = picture.numbers;
    for (const side of [rows, columns]) known.set(side, known.get(side) ?? (yield* sideOf(side, describe)));
    const sides = { rows: known.get(rows) as Side<Item>, columns: known.get(columns) as Side<Item> }; // both were just set
    const sentence = titled(picture.sentence, (item) => describe(item).title);
    described.push({ ...picture, sentence, numbers: { ...picture.numbers, ...sides } });
  }
  return described;
}

function* sideOf(side: Side, describe: (item: number) => Item): Generator<void, Side<Item>> {
  if (side.of === 'words') return side;
  if (side.of === 'codes') {
    return { ...side, items: side.items.map((item) => (item === null ? null : describe(item))) };
  }
  const items: Item[] = [];
  for (const item of side.items) {
    items.push(describe(item));
    if (items.length % 1024 === 0) yield;
  }
  return { of: side.of, items };
}
