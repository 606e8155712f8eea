/**
 * Whether a run that is ejected goes on as it would have here: `node scripts/eject_proof.mjs [OUT.json] [CASE…]`.
 *
 * Of each case a run without dropout is paused, goes on here, and goes on in Python from the same checkpoint, in one process and in two
 * (gloo, CPU), once with the whole table of items in each and once with it divided, and of some by Ray Train with two workers. Its model after two epochs is tested here and by evaluate.py. A sweep is trained
 * here and by Ray Tune. The Python of the variable PYTHON (python3) needs torch, numpy and safetensors; where it has no ray, what
 * needs that is *not run*.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLab } from './bundle-lab.mjs';
import { findChromium } from './chromium.mjs';
import { commit } from './commit.mjs';

/** Steps before the run is ejected, and behind. */
const BEFORE = 10;
/** Largest relative difference of a loss: of the first ten, of all, and between one process and two, by torchrun, with the table of items divided, and by Ray Train. */
const LIMITS = { first: 1e-5, all: 1e-3, processes: 1e-4, divided: 1e-4, ray: 1e-4 };
const NOT_RUN = 'not run';
/** What the case of Ray Tune is called. */
const SWEEP = 'sweep by Ray Tune';
const LIKE = { batch: 32, epochs: 20, dropout: 0 };

/** Every model and loss that has a text, and the settings that change what is computed; Ray takes a minute to begin, so that it trains one of each model. */
const CASES = {
  'sasrec cross-entropy': { model: 'sasrec', steps: 100, ray: true, set: { blocks: 2, heads: 2 } },
  'gru4rec cross-entropy': { model: 'gru4rec', steps: 100, ray: true, set: { layers: 2 } },
  'bert4rec cross-entropy': { model: 'bert4rec', steps: 100, ray: true },
  'mamba4rec cross-entropy': { model: 'mamba4rec', steps: 100, ray: true, set: { blocks: 2 } },
  's4d cross-entropy': { model: 's4d', steps: 100, set: { blocks: 2 } },
  's4d packed, real, bilinear': {
    model: 's4d',
    steps: 20,
    set: { packing: 'rows', batch: 16, spectrum: 'real', discretisation: 'bilinear' },
  },
  'mamba2 cross-entropy': { model: 'mamba2', steps: 100, set: { blocks: 2 } },
  'mamba2 packed': { model: 'mamba2', steps: 20, set: { packing: 'rows', batch: 16 } },
  'sasrec sampled-softmax': { model: 'sasrec', steps: 20, set: { loss: 'sampled-softmax', negatives: 40 } },
  'sasrec gbce, positions from the oldest': {
    model: 'sasrec',
    steps: 20,
    set: { loss: 'gbce', negatives: 40, positions: 'oldest' },
  },
  'sasrec packed, clipped, decayed, cosine': {
    model: 'sasrec',
    steps: 20,
    set: { packing: 'rows', clip: 0.5, weightDecay: 0.1, schedule: 'cosine', warmup: 15, batch: 16 },
  },
  'gru4rec packed': { model: 'gru4rec', steps: 20, set: { packing: 'rows', batch: 16 } },
  'mamba4rec packed, one block, wide start': {
    model: 'mamba4rec',
    steps: 20,
    set: { packing: 'rows', batch: 16, start: 'wide' },
  },
  'bert4rec packed, sampled, times': {
    model: 'bert4rec',
    world: 'intervals',
    steps: 20,
    set: { packing: 'rows', batch: 16, loss: 'sampled-softmax', negatives: 40, times: 'gaps' },
  },
  'hstu cross-entropy': { model: 'hstu', steps: 20, set: { blocks: 2, heads: 2 } },
  'hstu packed, times between items, a mean': {
    model: 'hstu',
    world: 'intervals',
    steps: 20,
    set: { packing: 'rows', batch: 16, timeBias: 'between', divided: 'seen', positions: 'oldest' },
  },
  'sasrec values': { model: 'sasrec', world: 'ratings', steps: 20, set: { values: 'read' } },
  'sasrec by time': { model: 'sasrec', steps: 20, split: 'by-time' },
  'gru4rec by user': { model: 'gru4rec', steps: 20, split: 'by-user' },
};

const python = process.env.PYTHON ?? 'python3';
const lab = await bundleLab();
const chromium = findChromium();
// More threads than cores spin while they wait, and such small matrices need none.
const env = { ...process.env, OMP_NUM_THREADS: '1', ...(chromium === null ? {} : { CHROMIUM: chromium }) };
const root = mkdtempSync(join(tmpdir(), 'nextup-eject-'));

/** Runs a program, and gives what it said. */
function said(program, words, cwd = root) {
  try {
    return execFileSync(program, words, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${words.join(' ')}\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

const asked = (words) => said(process.execPath, ['--disable-warning=ExperimentalWarning', lab, ...words]);

/** The losses of the newest checkpoint of a folder. */
function lossesIn(folder) {
  const found = readdirSync(folder).map((name) => {
    const file = readFileSync(join(folder, name));
    const start = 8 + Number(file.readBigUInt64LE(0));
    const { losses } = JSON.parse(file.subarray(8, start).toString());
    if (losses === undefined) return [];
    const [begin, end] = losses.data_offsets;
    return Array.from({ length: (end - begin) / 4 }, (_, i) => file.readFloatLE(start + begin + 4 * i));
  });
  return found.sort((a, b) => b.length - a.length)[0];
}

/** The losses that train.py has written, by step. */
const lossesOf = (folder) =>
  readFileSync(join(folder, 'losses.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Number(line.split(',')[1]));

/** The largest relative difference. */
const apart = (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i]) / Math.abs(b[i])));

function curves(name, { model, world = 'sequels', steps, set, split, ray }, folder) {
  const data = ['--world', world];
  const settings = Object.entries({ ...LIKE, ...set }).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const recipe = ['--model', model, '--preset', 'tiny', '--seed', '3', ...settings];
  if (split !== undefined) recipe.push('--split', split);
  const [begun, further, project, shared, parted, onRay] = [
    'begun',
    'further',
    'project',
    'shared',
    'parted',
    'ray',
  ].map((at) => join(folder, at));
  const pause = ['--no-baselines', '--steps', `${BEFORE}`, '--checkpoints', begun];
  asked(['train', ...data, ...recipe, ...pause]);
  cpSync(begun, further, { recursive: true });
  asked(['train', ...data, '--resume', '--steps', `${steps}`, '--checkpoints', further]);
  asked(['eject', begun, project, ...data]);
  for (const copy of [shared, parted, onRay]) cpSync(project, copy, { recursive: true });
  const words = ['train.py', '--steps', `${steps}`, '--losses', 'losses.csv', '--device', 'cpu'];
  said(python, words, project);
  const inTwo = ['-m', 'torch.distributed.run', '--nproc-per-node', '2', ...words];
  said(python, inTwo, shared);
  said(python, [...inTwo, '--shard-items'], parted);
  const byRay = ray === true && versions.ray !== null;
  if (byRay) said(python, ['cluster.py', '--workers', '2', ...words.slice(1)], onRay);
  const [here, there, two] = [lossesIn(further).slice(BEFORE), lossesOf(project), lossesOf(shared)];
  if (here.length !== steps || there.length !== steps) throw new Error(`${name}: ${here.length} and ${there.length}`);
  return {
    steps,
    first: apart(there.slice(0, 10), here.slice(0, 10)),
    all: apart(there, here),
    processes: apart(two, there),
    divided: apart(lossesOf(parted), there),
    ray: byRay ? apart(lossesOf(onRay), there) : NOT_RUN,
    losses: { here, there, two },
  };
}

/** The metrics of a model here and there; both to four decimals. */
function tested({ model, world = 'sequels', set, split }, folder) {
  const data = ['--world', world];
  const settings = Object.entries({ ...LIKE, ...set, epochs: 2, learningRate: 5e-3 });
  const recipe = [
    '--model',
    model,
    '--preset',
    'tiny',
    ...settings.flatMap(([key, value]) => ['--set', `${key}=${value}`]),
  ];
  if (split !== undefined) recipe.push('--split', split);
  const [file, project] = [join(folder, 'model.safetensors'), join(folder, 'tested')];
  const run = JSON.parse(asked(['train', ...data, ...recipe, '--no-baselines', '--json', '--snapshot', file]));
  asked(['eject', file, project, ...data]);
  const there = JSON.parse(said(python, ['evaluate.py', '--device', 'cpu'], project));
  const here = Object.fromEntries(
    ['hr', 'ndcg', 'mrr'].flatMap((metric) => Object.entries(run.test[metric]).map(([k, v]) => [`${metric}@${k}`, v])),
  );
  const adapter = run.adapter.key;
  const same = Object.entries(here).every(([key, value]) => value.toFixed(4) === there[key].toFixed(4));
  return { adapter, metrics: { here, there, same } };
}

/** A sweep here and by Ray Tune, which begins with weights of PyTorch's own: every trial ends, and the same setting is the best. */
function swept(folder) {
  const words = ['sweep', '--world', 'sequels', '--preset', 'tiny', '--set', 'epochs=3', '--over', 'width=16,32'];
  const all = [...words, '--seeds', '1,2'];
  const here = JSON.parse(asked([...all, '--results', join(folder, 'sweep.json'), '--json']));
  const project = join(folder, 'swept');
  asked([...all, '--eject', 'ray', '--out', project]);
  said(python, ['tune.py', '--at-once', '2'], project);
  const trials = JSON.parse(readFileSync(join(project, 'results.json'), 'utf8'));
  const score = (width) =>
    trials
      .filter(({ values }) => values.width === width)
      .reduce((sum, { validation }) => sum + validation['ndcg@10'], 0);
  const best = { here: here.rows[here.best].values.width, there: score(16) > score(32) ? 16 : 32 };
  const holds = trials.length === 4 && trials.every(({ test }) => test !== undefined) && best.here === best.there;
  const table = here.rows.map(({ values, validation, test }) => ({ values, validation, test }));
  return { command: `lab ${all.join(' ')}`, commit: from, ray: versions.ray, holds, best, here: table, there: trials };
}

const [out, ...chosen] = process.argv.slice(2);
/** What the sources were when it began; the file of results differs from then on. */
const from = commit();
const MODULES = ['torch', 'numpy', 'safetensors', 'ray'];
const versions = JSON.parse(
  said(python, [
    '-c',
    `import json, sys, importlib.metadata as found
def of(name):
    try: return found.version(name)
    except found.PackageNotFoundError: return None
print(json.dumps({"python": sys.version.split()[0], **{name: of(name) for name in ${JSON.stringify(MODULES)}}}))`,
  ]),
);

/** Cases of an earlier call stay in the file, so that each can be run by itself. */
const earlier = out !== undefined && existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : { cases: {} };
const cases = { ...earlier.cases };
let sweep = earlier.sweep ?? NOT_RUN;

let onAdapter = earlier.adapter;

function write() {
  const about = { command: 'node scripts/eject_proof.mjs', node: process.version, ...versions, adapter: onAdapter };
  writeFileSync(
    out,
    `${JSON.stringify({ ...about, like: LIKE, before: BEFORE, limits: LIMITS, cases, sweep }, null, 1)}\n`,
  );
}

try {
  for (const [name, given] of Object.entries(CASES)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const folder = mkdtempSync(join(root, 'case-'));
    const { losses, ...differences } = curves(name, given, folder);
    const { adapter, metrics } = tested(given, folder);
    onAdapter = adapter;
    const within = ([key, limit]) => differences[key] === NOT_RUN || differences[key] <= limit;
    const holds = Object.entries(LIMITS).every(within) && metrics.same;
    cases[name] = { ...given, commit: from, holds, ...differences, metrics, losses };
    const number = (value) => (value === NOT_RUN ? value : value.toExponential(1));
    const told = Object.keys(LIMITS).map((key) => `${key} ${number(differences[key])}`);
    console.log(
      `${holds ? 'holds' : 'FAILS'}  ${name}: ${told.join(', ')}, metrics ${metrics.same ? 'same' : 'DIFFER'}`,
    );
    if (out !== undefined) write();
  }
  if (versions.ray !== null && (chosen.length === 0 || chosen.includes(SWEEP))) {
    sweep = swept(root);
    console.log(`${sweep.holds ? 'holds' : 'FAILS'}  ${SWEEP}: ${JSON.stringify(sweep.best)}`);
    if (out !== undefined) write();
  }
} finally {
  rmSync(root, { recursive: true });
}
process.exitCode = [...Object.values(cases), sweep].every((one) => one === NOT_RUN || one.holds) ? 0 : 1;
