import { isProcessor } from '../../core/adapter_line.ts';
import { SettingsError } from '../../core/errors.ts';
import type { History } from '../../core/history.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import { quote } from '../../core/quote.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Bytes, TableColumn } from '../../data/tables/table.ts';
import { tableWriter } from '../../data/tables/table_writer.ts';
import { hidesSeen } from '../../evaluate/protocol.ts';
import type { Ranked } from '../../recommend/rank.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { Datasets, Opened } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Id } from '../messages.ts';
import { trainedModel } from '../run/device_ranker.ts';
import type { Recommender } from '../run/evaluation_messages.ts';
import type { Runs } from '../run/runs.ts';
import { describer } from './describer.ts';
import { knownHistories } from './known_histories.ts';
import { byMachine, byScores, type ListMaker, type ListWish } from './list_makers.ts';
import type { ListsOptions, ListsReport, Some } from './lists_messages.ts';
import type { Recommenders, Source } from './recommenders.ts';
import { steeredBy } from './steered.ts';

/** Where lists come from. */
interface Among {
  readonly sessions: GpuSessions;
  readonly datasets: Datasets;
  readonly runs: Runs;
  readonly recommenders: Recommenders;
}

/** Who takes the pieces of a file; the next one is made once it has taken the last. */
export type Receive = (piece: Bytes) => void | Promise<void>;

const columns: readonly TableColumn[] = [
  { name: 'user', holds: 'text' },
  { name: 'rank', holds: 'whole' },
  { name: 'item', holds: 'text' },
  { name: 'title', holds: 'text' },
  { name: 'score', holds: 'numbers' },
];

/** Rows that are held at once, and of a row group in Parquet. */
const ROWS = 50_000;
/** Users after whom work rests at the latest, to tell how far it is and to hear that nobody waits for it any more. */
const USERS_A_REST = 256;

/**
 * What would come next for many users after their whole histories, as a table that is handed out piece by piece: a row for each place of
 * each list, `user, rank, item, title, score`, ranks from 1, users in the order of the data. Titles are empty where nobody knows any.
 * @throws SettingsError, CancelledError, DeviceLostError
 */
export async function lists(
  among: Among,
  by: Recommender,
  dataset: Id,
  options: ListsOptions,
  receive: Receive,
  pace: Pace,
): Promise<ListsReport> {
  const { format, count = 10, steer } = options;
  const pacer = new Pacer('lists', pace);
  const opened = among.datasets.get(dataset);
  const source = await among.recommenders.source(by, { signal: pace.signal });
  const { users, unknown } = usersOf(opened.dataset, options.users);
  const describe = await describer(among.datasets, source.items, dataset, pacer);
  const { barred, lean, unknown: foreign } = await steeredBy(steer, source.items.ids.length, describe, pacer);
  const wish: ListWish = { barred, lean, count, hidesTaken: hidesSeen(options.seen ?? source.seen) };
  const histories = await knownHistories(source, opened, pacer);
  const { make, on } = await makerFor(among, by, source, opened, { wish, users: users.length, on: options.on });

  const writer = await tableWriter(format, columns);
  const table = new Rows();
  const report = { users: 0, rows: 0, bytes: 0, short: new Few(), without: new Few() };
  const hand = async (piece: Bytes): Promise<void> => {
    report.bytes += piece.length;
    if (piece.length > 0) await receive(piece);
  };
  const asked: number[] = [];
  function* known(): Generator<History> {
    for (const u of users) {
      const history = histories.of(u);
      if (history.items.length === 0) {
        report.without.add(opened.dataset.users[u]);
        continue;
      }
      asked.push(u);
      yield history;
    }
  }
  let done = 0;
  for await (const list of make(known(), wish, { signal: pace.signal })) {
    const user = opened.dataset.users[asked[done++]];
    if (list.length === 0) report.without.add(user);
    else report.users++;
    if (list.length > 0 && list.length < count) report.short.add(user);
    table.add(user, list, (item) => {
      const { id, title } = describe(item);
      return [id, title === id ? '' : title];
    });
    report.rows += list.length;
    if (table.length >= ROWS) await hand(writer.rows(table.take()));
    // Batches let the event loop run by themselves, so that no rest falls due.
    if (pacer.due() || done % USERS_A_REST === 0) await pacer.rest(done / users.length);
  }
  if (table.length > 0) await hand(writer.rows(table.take()));
  await hand(writer.end());
  return {
    ...{ ...report, on, short: report.short.some, without: report.without.some },
    unknown: {
      users: someOf(unknown),
      items: someOf(foreign),
      taken: someOf([...histories.unknown].map((item) => opened.items.ids[item])),
    },
  };
}

/** Rows by their columns. */
class Rows {
  private columns: (string | number)[][] = columns.map(() => []);

  get length(): number {
    return this.columns[0].length;
  }

  add(user: string, list: readonly Ranked[], named: (item: number) => readonly [string, string]): void {
    for (const [place, { item, score }] of list.entries()) {
      [user, place + 1, ...named(item), score].forEach((value, column) => this.columns[column].push(value));
    }
  }

  take(): readonly (readonly (string | number)[])[] {
    const taken = this.columns;
    this.columns = columns.map(() => []);
    return taken;
  }
}

const NAMED = 5;

const someOf = (ids: readonly string[]): Some => ({ count: ids.length, first: ids.slice(0, NAMED) });

/** Counts ids and holds on to the first of them. */
class Few {
  private count = 0;
  private readonly first: string[] = [];

  add(id: string): void {
    this.count++;
    if (this.first.length < NAMED) this.first.push(id);
  }

  get some(): Some {
    return { count: this.count, first: this.first };
  }
}

/** Places of users in the data. @throws SettingsError where none of the ids is one */
function usersOf(
  { users, name }: Dataset,
  wanted: readonly string[] | undefined,
): { readonly users: readonly number[] | Uint32Array; readonly unknown: readonly string[] } {
  if (wanted === undefined) return { users: Uint32Array.from(users, (_, u) => u), unknown: [] };
  const left = new Set(wanted);
  const found: number[] = [];
  for (const [u, user] of users.entries()) if (left.delete(user)) found.push(u);
  if (found.length > 0) return { users: found, unknown: [...left] };
  const given =
    wanted.length === 0 ? 'no ids were given' : `none of ${wanted.length} ids, such as ${quote(wanted[0])},`;
  throw new SettingsError(
    `lists: ${given}${wanted.length === 0 ? ', expected' : ` is a user of ${name}, expected`} ids such as ${users.slice(0, 3).map(quote).join(', ')}`,
  );
}

interface HowMany {
  readonly wish: ListWish;
  readonly users: number;
  readonly on: ListsOptions['on'];
}

/** Who makes the lists, and where. @throws SettingsError, DeviceError where a device was asked for and cannot */
async function makerFor(
  { sessions, runs }: Among,
  by: Recommender,
  source: Source,
  { dataset }: Opened,
  { wish, users, on }: HowMany,
): Promise<{ readonly make: ListMaker; readonly on: 'gpu' | 'cpu' }> {
  if (on === 'gpu' && !('run' in by)) {
    throw new SettingsError('lists: a baseline counts on the processor and not on the GPU, expected on: cpu');
  }
  if (on === 'gpu' && wish.lean !== null) {
    throw new SettingsError(
      'lists: what leans weighs the scores of all items, which stay on the GPU, expected on: cpu',
    );
  }
  if (!('run' in by) || wish.lean !== null) return { make: byScores(source.scores), on: 'cpu' };
  const machine = await machineFor(sessions, on);
  const trained = trainedModel(runs, by.run);
  const make = byMachine({ sessions, machine, trained, longest: longestOf(dataset), users });
  return { make, on: isProcessor(machine.report) ? 'cpu' : 'gpu' };
}

/** A GPU that the processor only plays is not waited for unless it is asked for. @throws DeviceError where a GPU was asked for and is not there */
async function machineFor(sessions: GpuSessions, on: HowMany['on']): Promise<Machine> {
  if (on !== undefined) return sessions.machine(undefined, on);
  const machine = await sessions.machine();
  return machine.report.software && !isProcessor(machine.report) ? sessions.machine(undefined, 'cpu') : machine;
}

/** Items of the longest history, as often as they were taken. */
function longestOf({ offsets, catalogue }: Dataset): number {
  let longest = 0;
  for (let u = 1; u < offsets.length; u++) longest = Math.max(longest, offsets[u] - offsets[u - 1]);
  return Math.min(longest, catalogue.ids.length);
}
