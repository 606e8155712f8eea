import { kernels } from '../../shaders/catalogue.ts';
import type { Pace } from '../core/pace.ts';
import { unknownWord } from '../core/words.ts';
import { rankTargets } from '../evaluate/baselines/evaluate.ts';
import { baselines } from '../evaluate/baselines/registry.ts';
import { worlds } from '../data/simulator/worlds.ts';
import { usualRule } from '../data/split.ts';
import { firstLines } from '../data/import/text/firstlines.ts';
import { missing } from '../data/import/plan.ts';
import { sniff } from '../data/import/sniff.ts';
import { models } from '../models/catalogue.ts';
import type { Model } from '../models/model.ts';
import { conformance } from '../runtime/conformance.ts';
import { trainingTable } from '../train/settings.ts';
import type { ConformanceReport, Engine, EvaluateOptions, Metrics, Recommender } from './api.ts';
import { checkedEngine } from './checked_engine.ts';
import { countStep } from './run/counts.ts';
import { BaselineFits } from './run/baseline_fits.ts';
import { Datasets } from './data/datasets.ts';
import { Estimates } from './run/estimates.ts';
import { evaluateRun } from './run/evaluation.ts';
import { GpuSessions } from './gpu_session.ts';
import { searchItems } from './data/items.ts';
import { KeptDatasets } from './data/kept_datasets.ts';
import { checkKernel, kernelWork } from './check/kernel_check.ts';
import { Library } from './run/library.ts';
import { modelCard } from './model_card.ts';
import { Looks } from './ask/looks.ts';
import { patientPlatform } from './patient_platform.ts';
import { correctPlan } from './data/plans.ts';
import type { Platform } from './platform.ts';
import { Inquiries, type Inquiry } from './inquiries.ts';
import { Readings } from './data/readings.ts';
import { completeRecipe, DEFAULT_MODEL } from './run/recipes.ts';
import { reopen } from './data/reopening.ts';
import { Recommenders } from './ask/recommenders.ts';
import { Runs } from './run/runs.ts';
import { Sharing } from './share/sharing.ts';
import { storageReport } from './data/storage_report.ts';
import { Training } from './run/training.ts';
import { walk } from './run/walk.ts';
import { watch } from './run/watched.ts';

/** The product without a screen, on a platform. */
export function createEngine(where: Platform): Engine {
  const platform = patientPlatform(where);
  const sessions = new GpuSessions(platform);
  const readings = new Readings();
  const datasets = new Datasets(readings);
  const runs = new Runs();
  const library = new Library(platform, runs);
  const kept = new KeptDatasets(platform);
  const training = new Training(platform, sessions, datasets, kept, runs, library);
  const sharing = new Sharing(platform, sessions, datasets, runs, training);
  const fits = new BaselineFits();
  const recommenders = new Recommenders(datasets, runs, fits);
  const looks = new Looks(datasets, runs);
  const inquiries = new Inquiries();
  const estimates = new Estimates(
    platform,
    sessions,
    datasets,
    () => runs.paces(),
    () => training.busy,
  );

  return checkedEngine({
    adapter: async () => (await sessions.get()).gpu.report,

    worlds: () => Promise.resolve(worlds.map(({ name, title, sentence }) => ({ name, title, sentence }))),
    simulate: (world, seed = 1) => datasets.simulate(world, seed),
    sniff: (files, formats = [], before) => sniff(files, { formats, before }),
    firstLines: (files, formats = []) => firstLines(files, formats),
    correct: (plan, correction) => settle(() => correctPlan(plan, correction)),
    missing: (plan) => settle(() => missing(plan)),
    open: (files, options = {}, progress) => datasets.open(files, options, progress),
    read: (files, plan, progress) => readings.read(files, plan, progress),
    rejectedRows: (reading) => settle(() => readings.rejectedRows(reading)),
    cancelOpen: () => settle(() => readings.cancel()),
    preview: async (source, shaping, model) => {
      const { preview, bare } = await datasets.preview(source, shaping);
      const estimate = model === undefined ? null : await estimates.ofSizes(model, bare, preview.p95Length);
      return { ...preview, shaping: bare.shaping, estimate };
    },
    reshape: (source, shaping) => datasets.reshape(source, shaping),
    audit: (dataset) => settle(() => datasets.audit(dataset)),
    splits: (dataset) => settle(() => datasets.splits(dataset)),
    histories: (dataset, from, count) => settle(() => datasets.histories(dataset, from, count)),
    findUsers: (dataset, text, count = 8) => settle(() => datasets.findUsers(dataset, text, count)),
    findItems: (source, text, count = 20) =>
      settle(() =>
        'dataset' in source
          ? datasets.findItems(source.dataset, text, count)
          : library.open(source.run).then(() => searchItems(runs.model(source.run).items, text, count)),
      ),

    keep: (dataset) => settle(() => kept.keep(datasets.get(dataset))),
    keptDatasets: () => kept.list(),
    reopen: (id, shaping = {}) => reopen(kept, datasets, id, shaping),
    forgetDataset: async (id) => kept.forget(id, await training.needed()),
    storage: () => storageReport(platform),

    models: () => Promise.resolve([...models.values()].sort(usualFirst).map(modelCard)),
    training: () => Promise.resolve({ settings: trainingTable }),
    baselines: () => Promise.resolve(baselines.map(({ name, title, description }) => ({ name, title, description }))),

    estimate: (recipe, options = {}) => estimates.of(recipe, options),
    train: (recipe, listen, options) => training.train(recipe, listen, options),
    pause: (run) => settle(() => training.pause(run)),
    resume: (run, listen) => training.resume(run, listen),
    step: (run, listen) => training.step(run, listen),
    walk: (run) => inquiries.ask('walk', (pace) => walk(runs.get(run), pace)),
    watch: (run, user) => inquiries.ask('watch', (pace) => watch(runs.get(run), runs.model(run).reader, user, pace)),
    stop: (run, listen) => settle(() => training.stop(run, listen)),
    unfinished: () => training.unfinished(),
    recover: (dataset, listen, options) => training.recover(dataset, listen, options),
    discard: () => training.discard(),
    runs: () => library.all(),
    rename: (run, name) => library.rename(run, name),
    forget: (run) => training.forget(run),
    restore: (run) => training.restore(run),
    shelf: () => library.report(),
    removeDamaged: () => library.removeDamaged(),
    compare: (a, b, options = {}) => inquiries.ask('compare', (pace) => library.compare(a, b, options, pace)),
    intervals: (of) => inquiries.ask('intervals', (pace) => library.intervals(of, pace)),

    evaluate: (target, options = {}, progress) =>
      inquiries.ask('evaluate', (pace) =>
        evaluate(target, options, { ...pace, onProgress: progress && inPercent(progress) }),
      ),
    recommend: (by, history, options = {}) =>
      ask('recommend', by, (pace) => recommenders.recommend(by, history, options, pace)),
    explain: (by, history, item) => ask('explain', by, (pace) => recommenders.explain(by, history, item, pace)),
    lenses: (run) => ask('lenses', { run }, (pace) => looks.lenses(run, pace)),
    look: (run, lens, history = [], options = {}) =>
      ask('look', { run }, (pace) => looks.look(run, lens, history, options, pace)),
    surprise: (by, beside, dataset, seed = 1) =>
      ask('surprise', by, (pace) => recommenders.surprise(by, beside, dataset, seed, pace)),
    knows: (run, dataset) => opened({ run }, () => recommenders.knows(run, dataset)),
    cancel: (inquiry) => settle(() => inquiries.cancel(inquiry)),

    snapshot: (run, options) => opened({ run }, () => sharing.snapshot(run, options)),
    quantizationPrice: (run) => inquiries.ask('quantizationPrice', (pace) => sharing.price(run, pace)),
    load: (snapshot) => sharing.load(snapshot),
    modelLink: (run, options) => opened({ run }, () => sharing.modelLink(run, options)),
    recipeLink: (of, view) => sharing.recipeLink(of, view),
    openLink: (hash) => sharing.openLink(hash),
    completed: (recipe) => sharing.completed(recipe),

    conformance: (filter = '', report) => checkKernels(filter, report),
    kernel: async (check, progress) => {
      const work = kernelWork(check);
      const session = await sessions.get();
      const told = progress === undefined ? () => undefined : inPercent(progress);
      return training.alone(() => sessions.measuring(() => checkKernel(session, work, told)), 'kernel');
    },
    counts: async (input) => {
      const { dataset } = datasets.get(input.dataset);
      const recipe = await completeRecipe(input, dataset, datasets.audit(input.dataset));
      const split = datasets.split(input.dataset, recipe.protocol.split);
      return training.alone(() => sessions.measuring(() => countStep(sessions, recipe, split)));
    },

    // Loaded when they are asked for: most visits need none of them.
    papers: async () => (await import('../papers/gallery.ts')).cards(),
    runPaper: (paper, progress) =>
      inquiries.ask('runPaper', async (pace) => {
        const { runPaper } = await import('../papers/run.ts');
        return runPaper(paper, platform.commit, { ...pace, onProgress: progress && inPercent(progress) });
      }),
  });

  /** Asks a recommender once its model is read. */
  async function opened<T>(by: Recommender, ask: () => T | Promise<T>): Promise<T> {
    if ('run' in by) await library.open(by.run);
    return ask();
  }

  function ask<T>(inquiry: Inquiry, by: Recommender, work: (pace: Pace) => Promise<T>): Promise<T> {
    return inquiries.ask(inquiry, (pace) => opened(by, () => work(pace)));
  }

  async function evaluate(by: Recommender, options: EvaluateOptions, pace: Pace): Promise<Metrics> {
    const { stage = 'test' } = options;
    if ('run' in by) return evaluateRun(sessions, runs.get(by.run), stage, options.seen, pace);
    const seen = options.seen ?? datasets.audit(by.dataset).seen;
    const split = datasets.split(by.dataset, options.split ?? usualRule(datasets.get(by.dataset).dataset));
    const { counts, scorer } = await fits.of(split, by.baseline, { signal: pace.signal });
    return (await rankTargets(counts, scorer, { ...pace, stage, seen })).metrics;
  }

  async function checkKernels(
    filter: string,
    report?: Parameters<Engine['conformance']>[1],
  ): Promise<ConformanceReport> {
    const chosen = kernels.filter(({ name }) => name.startsWith(filter));
    if (chosen.length === 0)
      throw unknownWord(
        'conformance: filter',
        filter,
        kernels.map(({ name }) => name),
      );
    const { gpu } = await sessions.get();
    const results = await conformance(gpu, chosen, report);
    const passed = results.filter(({ pass }) => pass).length;
    return { adapter: gpu.report, kernels: results, passed, failed: results.length - passed };
  }
}

/** Tells whole percents, each once: what is told crosses to the page. */
function inPercent(progress: (done: number) => void): (done: number) => void {
  let told = -1;
  return (done) => {
    const percent = Math.floor(100 * done);
    if (percent > told) progress((told = percent) / 100);
  };
}

/** The facade is asynchronous throughout; what its parts answer at once, errors too, arrives as a promise. */
const settle = <T>(work: () => T | Promise<T>): Promise<T> => Promise.resolve().then(work);

/** The model that is trained where none is named stands first. */
const usualFirst = (a: Model, b: Model): number => Number(b.name === DEFAULT_MODEL) - Number(a.name === DEFAULT_MODEL);
