import { counted } from '../../core/counted.ts';
import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import type { Parameter } from '../../snapshot/model_file.ts';
import { namedWeights } from '../../train/trainer.ts';
import type { Datasets } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import { ActiveRun } from '../run/active_run.ts';
import { receiptOf, type Receipt } from '../run/receipt.ts';
import type { Runs } from '../run/runs.ts';
import { blueprint } from '../run/workbench.ts';
import { trainUnseen } from './unseen_run.ts';
import type { Verification, VerifiedState, VerifyOptions } from './verification_messages.ts';

/** What is verified: a receipt, and the weights of the model. */
interface Claim {
  readonly receipt: Receipt;
  /** After which epoch the model had its weights. */
  readonly weightsOf: number;
  /** Those of a file as they were trained, null where they are stored otherwise; of a run of this page their digest. */
  readonly weights: readonly Parameter[] | string | null;
}

/** @throws SettingsError where a run has no receipt */
export async function claimOf(runs: Runs, id: Id): Promise<Claim> {
  const summary = await runs.summarise(id);
  const opened = runs.opened(id);
  const weightsOf = summary.weightsAt.epoch;
  if (summary.snapshot === null) {
    return { receipt: await receiptOf(summary), weightsOf, weights: summary.weightsSha256 };
  }
  if (opened?.receipt == null) {
    throw new SettingsError(`verify: ${id} came without a receipt; ask its author for a file with one`);
  }
  const weights = opened.file.manifest.weights === 'f32' ? opened.file.parameters : null;
  return { receipt: opened.receipt, weightsOf, weights };
}

/**
 * Trains the recipe of a receipt again from its first step, on the same data and a like adapter, as far as the last of the
 * stretches that are drawn, and compares every state on the way. It ends at the first that differs.
 *
 * @throws SettingsError where the data or the adapter are others, CancelledError
 */
export async function verify(
  { receipt, weightsOf, weights: claimed }: Claim,
  { datasets, sessions, platform }: { datasets: Datasets; sessions: GpuSessions; platform: Pick<Platform, 'now'> },
  dataset: Id,
  { segments = 3, steps: most = Infinity, seed = 1 }: VerifyOptions,
  pace: Pace,
): Promise<Verification> {
  const { recipe, adapter, variants, points, chain } = receipt;
  const opened = datasets.get(dataset);
  checkData(recipe, opened.dataset.fingerprint);
  const here = (await sessions.get()).gpu.report.key;
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
  const last = Math.max(...drawn);
  const print = blueprint(recipe, datasets.split(dataset, recipe.protocol.split));
  const keep = (): Promise<void> => Promise.resolve();
  const now = (): number => platform.now();
  const run = new ActiveRun(sessions, print, opened, { watch: 0, compare: false, keep, now, variants });
  const states: VerifiedState[] = [];
  await trainUnseen(run, 'verify', pace, points[last].step, (event) => {
    if (event.kind !== 'validation') return true;
    const { epoch, step, stateSha256: found = '' } = event.point;
    const place = states.length;
    const expected = points[place].step === step ? points[place].stateSha256 : '';
    states.push({ epoch, step, drawn: drawn.has(place), expected, found });
    return found === expected;
  });
  const differs = states.some(({ expected, found }) => expected !== found);
  const steps = states.at(-1)?.step ?? 0;
  const weights = await comparedWeights(run, differs, weightsOf, claimed);
  const of = points[points.length - 1].step;
  const equal = !differs && weights !== 'different';
  return {
    chain,
    adapter,
    seed,
    steps,
    of,
    states,
    weights,
    equal,
    ...words({ states, steps, of, weights, differs }, typeof claimed === 'string'),
  };
}

function checkData({ dataset }: Receipt['recipe'], fingerprint: string): void {
  if (dataset.fingerprint === fingerprint) return;
  const [wanted, open] = [dataset.fingerprint.slice(0, 12), fingerprint.slice(0, 12)];
  throw new SettingsError(
    `verify: it was trained on “${dataset.name}” with fingerprint ${wanted}, the open data has ${open}; open the same file with the same cleaning`,
  );
}

/** Places of the states at which drawn stretches end. */
function drawnOf(points: number, segments: number, seed: number): ReadonlySet<number> {
  const places = Array.from({ length: points }, (_, place) => place);
  return new Set(new Random(seed, 'verify').shuffle(places).slice(0, segments));
}

async function comparedWeights(
  run: ActiveRun,
  differs: boolean,
  weightsOf: number,
  claimed: Claim['weights'],
): Promise<Verification['weights']> {
  if (claimed === null) return 'not compared';
  const best = run.curve.findLast((point) => point.best);
  if (differs || best?.epoch !== weightsOf) return 'not reached';
  const same = typeof claimed === 'string' ? (await run.hashes()).weightsSha256 === claimed : areThose(claimed, run);
  return same ? 'equal' : 'different';
}

function areThose(stored: readonly Parameter[], { print, state }: ActiveRun): boolean {
  const again = new Map(namedWeights(print.graph, state.best).map(({ name, data }) => [name, data]));
  return stored.every(({ name, data }) => {
    const [there, here] = [bitsOf(data), bitsOf(again.get(name) ?? new Float32Array(0))];
    return here.length === there.length && here.every((word, i) => word === there[i]);
  });
}

const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length);

interface Came extends Pick<Verification, 'states' | 'steps' | 'of' | 'weights'> {
  readonly differs: boolean;
}

/** What a verification shows and what it leaves open, as sentences; `own`: of a run of this page. */
function words(
  { states, steps, of, weights, differs }: Came,
  own: boolean,
): Pick<Verification, 'shows' | 'leavesOpen'> {
  const author = own ? [] : ['who made the file, and whether its scores are right: test it on your data for that'];
  if (differs) {
    const shows = `Training it again gave another state after step ${steps}: the receipt and this training do not agree.`;
    return { shows, leavesOpen: 'Another version of the software, or another driver, may be what differs.' };
  }
  const same = `Trained again from the first step, the ${counted(states.length, 'state')} up to step ${steps} of ${of} came out the same, bit for bit.`;
  const model = own ? 'the run' : 'the file';
  const ofModel = {
    equal: ` The weights of ${model} are those of its epoch here.`,
    different: ` But the weights of ${model} are others.`,
    'not reached': '',
    'not compared': '',
  }[weights];
  const open = [
    ...(steps < of ? [`steps ${steps + 1} to ${of}`] : []),
    ...(weights === 'not reached' ? [`the weights of ${model}, which are of a later step`] : []),
    ...(weights === 'not compared' ? ['the weights as they are stored'] : []),
    ...author,
  ];
  const leavesOpen = open.length === 0 ? 'Nothing of its training was left out.' : `Not verified: ${open.join(', ')}.`;
  return { shows: `${same}${ofModel}`, leavesOpen };
}
