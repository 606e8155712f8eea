import { TOLERANCE, type Case } from '../cases.ts';
import { adapterName, compare, enter, guarded, timed, WARM_RUNS } from './session.ts';

/** Runs in a turn at the least, however long one takes. */
const LEAST_RUNS = 3;

/** One library, made ready for one case, that waits for its turns. */
export interface Turns {
  readonly adapter: string;
  /** Why it cannot be measured: it has no such case, it failed, or its results are wrong; '' where it can. */
  readonly refused: string;
  /** Runs for so long. Gives the milliseconds of each run, none where it failed. */
  turn(milliseconds: number): Promise<readonly number[]>;
}

/** Opens the library, compares its first results with the answers, and warms up. */
export async function prepareTurns(found: Case, library: string): Promise<Turns> {
  const contestant = await enter(found, library);
  await guarded(contestant, (prepared) => compare(contestant, prepared, found.answers()));
  for (let i = 0; i < WARM_RUNS; i++) await guarded(contestant, (prepared) => prepared.run());
  const { prepared, detail, error } = contestant;
  const missing = prepared === null ? 'it has no such case' : '';
  const wrong = error !== null && error > TOLERANCE ? `its result is ${error.toExponential(1)} from f64` : '';
  return {
    adapter: await adapterName(),
    refused: detail || missing || wrong,
    async turn(milliseconds) {
      const from = contestant.milliseconds.length;
      const end = performance.now() + milliseconds;
      for (let run = 0; run < LEAST_RUNS || performance.now() < end; run++) {
        await guarded(contestant, (ready) => timed(contestant, ready));
        if (contestant.detail !== '') throw new Error(contestant.detail);
      }
      return contestant.milliseconds.slice(from);
    },
  };
}
