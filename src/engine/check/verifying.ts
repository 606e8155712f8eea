import { counted } from '../../core/counted.ts';
import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import type { Datasets } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import { ActiveRun } from '../run/active_run.ts';
import type { Recipe, ValidationPoint } from '../run/messages.ts';
import { completeRecipe } from '../run/recipes.ts';
import type { ReceiptPoint } from '../run/receipt.ts';
import { blueprint } from '../run/workbench.ts';
import { checkItems, isTheSame, type Claim } from './claim.ts';
import { trainUnseen } from './unseen_run.ts';
import type { Verification, VerifiedState, VerifyOptions } from './verification_messages.ts';

/**
 * Trains the recipe of a receipt again from its first step, on the same data and a like adapter, as far as the last of the
 * stretches that are drawn, and compares every state on the way. It ends at the first that differs.
 *
 * @throws SettingsError where the data or the adapter are others, CancelledError
 */
export async function verify(
  claim: Claim,
  { datasets, sessions, platform }: { datasets: Datasets; sessions: GpuSessions; platform: Pick<Platform, 'now'> },
  dataset: Id,
  { segments = 3, steps: most = Infinity, seed = 1 }: VerifyOptions,
  pace: Pace,
): Promise<Verification> {
  const { recipe, adapter, variants, points, chain } = claim.receipt;
  const opened = datasets.get(dataset);
  await checkData(recipe, datasets, dataset);
  checkItems(claim, opened.dataset);
  const here = (await sessions.adapter(sessions.computingAs(adapter))).key;
  if (here !== adapter) {
    throw new SettingsError(`verify: it was trained on ${adapter}, and this is ${here}, which rounds otherwise`);
  }
  const reachable = points.filter(({ step }) => step <= most);
  if (reachable.length === 0) {
    throw new SettingsError(
      `verify: its first state is that of step ${points[0].step}, expected steps of that at least`,
    );
  }
  const drawn = drawnOf(reachable.length, segments, seed);
  const wanted = points.slice(0, Math.max(...drawn) + 1);
  const print = blueprint(recipe, datasets.split(dataset, recipe.protocol.split));
  const keep = (): Promise<void> => Promise.resolve();
  const now = (): number => platform.now();
  const run = new ActiveRun(sessions, print, opened, { watch: 0, compare: false, keep, now, variants, adapter });
  await trainUnseen(run, 'verify', pace, wanted[wanted.length - 1].step, (event) => {
    if (event.kind !== 'validation') return true;
    const expected = points[run.curve.length - 1];
    // After steps that were skipped the run may be set back, and comes here again.
    return differenceOf(event.point, expected) === null || event.health.skipped > 0;
  });
  const states = run.curve.map((point, place): VerifiedState => {
    const { epoch, step, stateSha256: found = '' } = point;
    return { epoch, step, drawn: drawn.has(place), found, differs: differenceOf(point, wanted.at(place)) };
  });
  const differs = states.some((state) => state.differs !== null);
  const missing = differs ? null : (wanted.at(states.length)?.step ?? null);
  const steps = states.at(-1)?.step ?? 0;
  const weights = await comparedWeights(run, differs || missing !== null, claim);
  const of = points[points.length - 1].step;
  const equal = !differs && missing === null && weights !== 'different';
  const told = words({ states, steps, of, weights, differs, missing }, typeof claim.model === 'string');
  return { chain, adapter, seed, steps, of, states, weights, equal, ...told };
}

/** What a state that was reached has unlike the receipt; null for nothing. */
function differenceOf(here: ValidationPoint, told: ReceiptPoint | undefined): string | null {
  if (told === undefined) return 'a state that the receipt does not tell of';
  if (here.step !== told.step) return `the receipt tells of step ${told.step}`;
  if (here.stateSha256 !== told.stateSha256) return `another state: ${told.stateSha256.slice(0, 16)}`;
  if (here.epoch !== told.epoch) return `another epoch: ${told.epoch}`;
  return here.ndcg10 === told.ndcg10 ? null : `NDCG@10 ${told.ndcg10}, here ${here.ndcg10}`;
}

/** @throws SettingsError where data are open on which the recipe is another */
async function checkData({ dataset: told, ...recipe }: Recipe, datasets: Datasets, id: Id): Promise<void> {
  const { dataset } = datasets.get(id);
  const { fingerprint } = dataset;
  if (told.fingerprint !== fingerprint) {
    const [wanted, open] = [told.fingerprint.slice(0, 12), fingerprint.slice(0, 12)];
    throw new SettingsError(
      `verify: it was trained on “${told.name}” with fingerprint ${wanted}, the open data has ${open}; open the same file with the same cleaning`,
    );
  }
  const { model, config, training, seed, protocol } = recipe;
  const { split, seen, hash } = protocol;
  const again = await completeRecipe(
    { dataset: id, model, config, training, seed, split, seen },
    dataset,
    datasets.audit(id),
  );
  const other = (['kinds', 'values', 'codes'] as const).find((what) => told[what] !== again.dataset[what]);
  if (other !== undefined) {
    throw new SettingsError(
      `verify: it was trained on other ${other} beside the interactions of “${told.name}”; open the data with the same ${other}`,
    );
  }
  if (again.protocol.hash !== hash) {
    throw new SettingsError(
      `verify: its protocol is said to be ${hash}, and such a split is ${again.protocol.hash} here`,
    );
  }
}

/** Places of the states at which drawn stretches end. */
function drawnOf(points: number, segments: number, seed: number): ReadonlySet<number> {
  const places = Array.from({ length: points }, (_, place) => place);
  return new Set(new Random(seed, 'verify').shuffle(places).slice(0, segments));
}

async function comparedWeights(
  run: ActiveRun,
  failed: boolean,
  { weightsOf, model }: Claim,
): Promise<Verification['weights']> {
  const best = run.curve.findLast((point) => point.best);
  if (failed || best?.epoch !== weightsOf) return 'not reached';
  return (await isTheSame(model, run)) ? 'equal' : 'different';
}

interface Came extends Pick<Verification, 'states' | 'steps' | 'of' | 'weights'> {
  readonly differs: boolean;
  /** Step of a state of the receipt that training does not come to. */
  readonly missing: number | null;
}

/** What a verification shows and what it leaves open, as sentences; `own`: of a run of this page. */
function words(
  { states, steps, of, weights, differs, missing }: Came,
  own: boolean,
): Pick<Verification, 'shows' | 'leavesOpen'> {
  const author = own
    ? []
    : [
        'who made the file, what titles it gives items, and whether its scores are right: test it on your data for that',
      ];
  if (differs) {
    const shows = `Training it again gave something else after step ${steps}: the receipt and this training do not agree.`;
    return { shows, leavesOpen: 'Another version of the software, or another driver, may be what differs.' };
  }
  if (missing !== null) {
    const shows = `Training it again has no state after step ${missing}, and its receipt tells of one.`;
    return { shows, leavesOpen: 'A receipt that training made has none but those after its validations.' };
  }
  const same = `Trained again from the first step, the ${counted(states.length, 'state')} up to step ${steps} of ${of} came out the same, bit for bit.`;
  const model = own ? 'the run' : 'the file';
  const ofModel = {
    equal: ` The weights of ${model} are those of its epoch here.`,
    different: ` But ${model} is another: its weights, or what they are read with, are not those of its epoch here.`,
    'not reached': '',
  }[weights];
  const open = [
    ...(steps < of ? [`steps ${steps + 1} to ${of}`] : []),
    ...(weights === 'not reached' ? [`the weights of ${model}, which are of a later step`] : []),
    ...author,
  ];
  const leavesOpen = open.length === 0 ? 'Nothing of its training was left out.' : `Not verified: ${open.join(', ')}.`;
  return { shows: `${same}${ofModel}`, leavesOpen };
}
