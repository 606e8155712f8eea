import { SettingsError } from '../core/errors.ts';
import { checked, fields, listOf, nullOr, number, such, text, whole } from '../core/schema.ts';

/** Of a model, hit rate and NDCG at 10. */
export interface SweepScores {
  readonly hr10: number;
  readonly ndcg10: number;
}

/** A finished run of a sweep as it is kept: raw values, and no verdict. */
export interface SweepRun {
  /** Names the completed recipe: data, protocol, every setting and the seed. */
  readonly digest: string;
  readonly validation: SweepScores;
  readonly test: SweepScores;
  /** Of each test target its place in the list, as `placesText` writes them. */
  readonly places: string;
  /** How many of them belong to each user; null where it is one. */
  readonly targets: readonly number[] | null;
  readonly bestEpoch: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly adapter: string;
  readonly commit: string;
  readonly stateSha256: string;
}

const scores = fields<SweepScores>({ hr10: number, ndcg10: number });

const file = fields<{ readonly version: number; readonly runs: readonly SweepRun[] }>({
  version: whole(1, 1),
  runs: listOf(
    fields<SweepRun>({
      ...{ digest: text(), validation: scores, test: scores },
      places: such<string>((value) => typeof value === 'string' && /^[0-9a-j.]+$/.test(value), 'places of targets'),
      targets: nullOr(listOf(whole(1), 'numbers of targets')),
      ...{ bestEpoch: whole(0), epochs: whole(0), seconds: number, adapter: text(), commit: text() },
      stateSha256: text(),
    }),
    'runs',
  ),
});

/** The runs in the text of a file of results; an empty one has none. @throws SettingsError where it holds something else */
export function sweepRuns(json: string): readonly SweepRun[] {
  if (json.trim() === '') return [];
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    throw new SettingsError('sweep: the results are no JSON; give the text of a file that lab sweep wrote');
  }
  return checked(file, given, 'sweep', 'results').runs;
}
