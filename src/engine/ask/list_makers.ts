import type { History } from '../../core/history.ts';
import type { Pace } from '../../core/pace.ts';
import { NO_ITEM } from '../../evaluate/metrics.ts';
import { Barred, type Query } from '../../evaluate/model_ranker.ts';
import { best, type Ranked } from '../../recommend/rank.ts';
import { deviceRanker, type trainedModel } from '../run/device_ranker.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Steered } from './steered.ts';

/** What of the catalogue may be listed after a history, and how much of it. */
export interface ListWish extends Pick<Steered, 'barred' | 'lean'> {
  readonly count: number;
  /** Whether what was taken may not be listed. */
  readonly hidesTaken: boolean;
}

/** Lists in the order of the histories, which are asked for when they are needed. @throws CancelledError, DeviceLostError */
export type ListMaker = (histories: Iterable<History>, wish: ListWish, pace: Pace) => AsyncGenerator<readonly Ranked[]>;

/** From scores of all items, one history after another. */
export const byScores = (scores: (history: History, pace: Pace) => Promise<ArrayLike<number>>): ListMaker =>
  async function* lists(histories, { barred, lean, count, hidesTaken }, pace) {
    const hidden = new Set(barred); // one for everybody: rules may bar most of a catalogue
    for (const history of histories) {
      const own = hidesTaken ? Array.from(history.items).filter((item) => !barred.has(item)) : [];
      const found = await scores(history, pace);
      for (const item of own) hidden.add(item);
      yield lean === null ? best(found, hidden, count) : lean(found, hidden, count);
      for (const item of own) hidden.delete(item);
    }
  };

/** What a machine is asked of, with the weights that it has. */
export interface OnMachine {
  readonly sessions: GpuSessions;
  readonly machine: Machine;
  readonly trained: ReturnType<typeof trainedModel>;
  /** Items of the longest history, each once at most. */
  readonly longest: number;
  readonly users: number;
}

/** From batches on a machine; nothing may lean. @throws DeviceError where it cannot hold the model */
export const byMachine = ({ sessions, machine, trained, longest, users }: OnMachine): ListMaker =>
  async function* lists(histories, { barred, count, hidesTaken }) {
    const exclude = barred.size + (hidesTaken ? longest : 0);
    const made = await deviceRanker(sessions, machine, trained, {
      ...{ exclude, places: count, queries: users },
    });
    const everybody = new Barred(barred);
    function* queries(): Generator<Query> {
      for (const history of histories) {
        yield { history, target: 0, exclude: hidesTaken ? history.items : [], barred: everybody };
      }
    }
    try {
      for await (const { items, scores } of made.ranker.answers(queries())) {
        const places = items.indexOf(NO_ITEM);
        yield Array.from(items.subarray(0, places < 0 ? count : places), (item, place) => ({
          item,
          score: scores[place],
        }));
      }
    } catch (error) {
      throw await machine.meaning(error);
    } finally {
      made.destroy();
    }
  };
