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
import { stateDigest } from '../run/run_state.ts';
import { beginning, type RunState } from '../../train/run.ts';
import type { ReceiptPoint } from '../run/receipt.ts';
import { blueprint } from '../run/workbench.ts';
import { checkItems, isTheSame, type Claim } from './claim.ts';
import { trainUnseen } from './unseen_run.ts';
import type { Verification, VerifiedState, VerifyOptions } from './verification_messages.ts';

/**
 * Trains the recipe of a receipt again on the same data and a like adapter, and compares every state on the way to the ends of the stretches
 * that are drawn: from its first step, or from the whole states that came with it. It ends at the first that differs.
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
  const print = blueprint(recipe, datasets.split(dataset, recipe.protocol.split));
  const begins = await beginnings(claim, print.graph.arena.count);
  const options = { watch: 0, compare: false, keep: () => Promise.resolve(), now: () => platform.now() };
  const ways = stretchesOf(drawn, begins);
  const came: Stretch[] = [];
  for (const [n, way] of ways.entries()) {
    const run = new ActiveRun(sessions, print, opened, { ...options, variants, adapter }, way.begin.state);
    const onProgress = (done: number): void => pace.onProgress?.((n + done) / ways.length);
    const stretch = await trainedAgain(run, way, claim, { ...pace, onProgress });
    came.push(stretch);
    if (stretch.fails) break;
  }
  const states = came.flatMap((stretch) =>
    stretch.states.map((state) => ({ ...state, drawn: drawn.has(state.place) })),
  );
  const outcome = {
    states: states.map(({ place: _place, ...state }) => state),
    from: came.map(({ way }) => way.begin.step),
    steps: states.at(-1)?.step ?? 0,
    of: points[points.length - 1].step,
    weights: came.map((stretch) => stretch.weights).findLast((said) => said !== 'not reached') ?? 'not reached',
  } as const;
  const equal = came.every(({ fails }) => !fails) && outcome.weights !== 'different';
  const told = words(outcome, came, points, typeof claim.model === 'string');
  return { chain, adapter, seed, equal, ...outcome, ...told };
}

/** From where to which state training is made again. */
interface Way {
  readonly begin: Beginning;
  readonly end: number;
}

/** What it came to. */
interface Stretch {
  readonly way: Way;
  readonly states: readonly (Omit<VerifiedState, 'drawn'> & { readonly place: number })[];
  readonly weights: Verification['weights'];
  /** Step of a state of the receipt that training does not come to. */
  readonly missing: number | null;
  readonly fails: boolean;
}

async function trainedAgain(run: ActiveRun, way: Way, claim: Claim, pace: Pace): Promise<Stretch> {
  const { begin, end } = way;
  const { points } = claim.receipt;
  run.curve.push(...begin.curve);
  await trainUnseen(run, 'verify', pace, points[end].step - begin.step, (event) => {
    if (event.kind !== 'validation') return true;
    const expected = points[run.curve.length - 1];
    // After steps that were skipped the run may be set back, and comes here again.
    return differenceOf(event.point, expected) === null || event.health.skipped > 0;
  });
  const states = run.curve.slice(begin.curve.length).map((point, n) => {
    const place = begin.curve.length + n;
    const { epoch, step, stateSha256: found = '' } = point;
    return { place, epoch, step, found, differs: differenceOf(point, place <= end ? points[place] : undefined) };
  });
  const differs = states.some((state) => state.differs !== null);
  const missing = differs || run.curve.length > end ? null : points[run.curve.length].step;
  const fails = differs || missing !== null;
  return { way, states, missing, fails, weights: await comparedWeights(run, fails, begin.step, claim) };
}

/** Where training it again can begin. */
interface Beginning {
  readonly step: number;
  /** The validations before it. */
  readonly curve: readonly ValidationPoint[];
  /** Absent at the first step. */
  readonly state?: RunState;
}

/** The first step, and the whole states that came along. @throws SettingsError where one is not what the receipt says of its step */
async function beginnings({ receipt: { points }, states }: Claim, count: number): Promise<Beginning[]> {
  const found: Beginning[] = [{ step: 0, curve: [] }];
  for (const { step, ...state } of states) {
    const place = points.findIndex((point) => point.step === step);
    const digest = await stateDigest(state, step, null);
    if (state.parameters.length !== count || points.at(place)?.step !== step || points[place].stateSha256 !== digest) {
      throw new SettingsError(`verify: the whole state of step ${step} is not the one that its receipt tells of`);
    }
    let highest = -Infinity;
    const curve = points.slice(0, place + 1).map((point): ValidationPoint => {
      const best = point.ndcg10 > highest;
      highest = Math.max(highest, point.ndcg10);
      return { ...point, hr10: 0, loss: 0, seconds: 0, best };
    });
    const chosen = curve.findLastIndex(({ best }) => best);
    const { epoch, ndcg10 } = curve[chosen];
    const position = {
      ...beginning,
      epoch: points[place].epoch,
      step,
      best: { epoch, ndcg10 },
      waited: place - chosen,
    };
    found.push({ step, curve, state: { ...state, position, best: state.parameters } });
  }
  return found;
}

/** From where to which state it is trained again, so that every stretch that ends at a drawn state is: as few steps as these beginnings allow. */
function stretchesOf(drawn: ReadonlySet<number>, begins: readonly Beginning[]): Way[] {
  const ends = new Map<Beginning, number>();
  for (const place of drawn) {
    const begin = begins.findLast(({ curve }) => curve.length <= place) ?? begins[0];
    ends.set(begin, Math.max(place, ends.get(begin) ?? 0));
  }
  return [...ends].map(([begin, end]) => ({ begin, end })).sort((a, b) => a.begin.step - b.begin.step);
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

/** @param from  the step it began at: of the best weights before that it knows nothing */
async function comparedWeights(
  run: ActiveRun,
  failed: boolean,
  from: number,
  { weightsOf, model }: Claim,
): Promise<Verification['weights']> {
  const best = run.curve.findLast((point) => point.best);
  if (failed || best?.epoch !== weightsOf || best.step < from) return 'not reached';
  return (await isTheSame(model, run)) ? 'equal' : 'different';
}

/** "the first step and the whole states of steps 8 and 16". */
function listed(from: readonly number[]): string {
  const steps = from.filter((step) => step > 0);
  const later = `the whole ${steps.length === 1 ? 'state of step' : 'states of steps'} ${steps.join(' and ')}`;
  return [...(steps.length < from.length ? ['the first step'] : []), ...(steps.length > 0 ? [later] : [])].join(
    ' and ',
  );
}

/** What a verification shows and what it leaves open, as sentences; `own`: of a run of this page. */
function words(
  { states, steps, of, from, weights }: Pick<Verification, 'states' | 'steps' | 'of' | 'from' | 'weights'>,
  came: readonly Stretch[],
  points: readonly ReceiptPoint[],
  own: boolean,
): Pick<Verification, 'shows' | 'leavesOpen'> {
  const missing = came.at(-1)?.missing ?? null;
  const author = own
    ? []
    : [
        'who made the file, what titles it gives items, and whether its scores are right: test it on your data for that',
      ];
  if (states.some(({ differs }) => differs !== null)) {
    const shows = `Training it again gave something else after step ${steps}: the receipt and this training do not agree.`;
    return { shows, leavesOpen: 'Another version of the software, or another driver, may be what differs.' };
  }
  if (missing !== null) {
    const shows = `Training it again has no state after step ${missing}, and its receipt tells of one.`;
    return { shows, leavesOpen: 'A receipt that training made has none but those after its validations.' };
  }
  const same = `Trained again from ${listed(from)}, the ${counted(states.length, 'state')} up to step ${steps} of ${of} came out the same, bit for bit.`;
  const model = own ? 'the run' : 'the file';
  const ofModel = {
    equal: ` The weights of ${model} are those of its epoch here.`,
    different: ` But ${model} is another: its weights, or what they are read with, are not those of its epoch here.`,
    'not reached': '',
  }[weights];
  const open = [
    ...came.flatMap(({ way: { begin } }, n) => {
      const before = n === 0 ? 0 : points[came[n - 1].way.end].step;
      return before < begin.step ? [`steps ${before + 1} to ${begin.step}`] : [];
    }),
    ...(steps < of ? [`steps ${steps + 1} to ${of}`] : []),
    ...(weights === 'not reached' ? [`the weights of ${model}, which are of another step`] : []),
    ...author,
  ];
  const leavesOpen = open.length === 0 ? 'Nothing of its training was left out.' : `Not verified: ${open.join(', ')}.`;
  return { shows: `${same}${ofModel}`, leavesOpen };
}
