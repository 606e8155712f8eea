/**
 * What every method of the facade takes: a name and a schema for each argument. A method without its line, or a line that
 * lacks an argument, does not compile.
 */
import { byKey, callback, fields, flag, oneOf, perhaps, seed, such, text, textsOf, whole } from '../core/schema.ts';
import type { Schema } from '../core/schema.ts';
import { shapingSchema } from '../data/shaping/schema.ts';
import { worldNames } from '../data/simulator/worlds.ts';
import type { ConformanceResult, Engine, OpenOptions, ReadingProgress } from './api.ts';
import { correction, fileFormats, importPlan, inputFiles } from './data/import_schema.ts';
import { inquiries } from './inquiries.ts';
import { kernelCheck } from './check/kernel_check.ts';
import * as said from './run/schema.ts';

export interface Argument<T> {
  readonly name: string;
  readonly schema: Schema<T>;
  /** Whether it may be left out. */
  readonly optional: boolean;
}

interface Needed<T> extends Argument<T> {
  readonly optional: false;
}

interface Optional<T> extends Argument<T> {
  readonly optional: true;
}

type ArgumentsOf<A extends readonly unknown[]> = {
  readonly [K in keyof A]-?: undefined extends A[K] ? Optional<Exclude<A[K], undefined>> : Needed<A[K]>;
};

const needs = <T>(name: string, schema: Schema<T>): Needed<T> => ({ name, schema, optional: false });
const may = <T>(name: string, schema: Schema<T>): Optional<T> => ({ name, schema, optional: true });

const dataset = needs('dataset', said.datasetId);
const run = needs('run', said.runId);
const source = needs('source', text('the id of a dataset or of a reading, as text'));
const files = needs('files', inputFiles);
const formats = may('formats', fileFormats);
const plan = needs('plan', importPlan);
const progress = may('progress', callback<(p: ReadingProgress) => void>());
const shaping = needs('shaping', shapingSchema);
const recipe = needs('recipe', said.recipeInput);
const listen = may('listen', said.listener);
const by = needs('by', said.recommender);
const history = needs('history', textsOf('item ids'));
const count = may('count', whole(1));
const kept = needs('kept', text('the id of a kept dataset, as text'));
const fraction = may('progress', callback<(done: number) => void>());
const searched = needs('text', text());

const openOptions = fields<OpenOptions>({
  plan: perhaps(importPlan),
  shaping: perhaps(shapingSchema),
  acceptProblems: perhaps(flag),
});

const itemSource = byKey<Parameters<Engine['findItems']>[0]>({
  dataset: fields<{ readonly dataset: string }>({ dataset: said.datasetId }),
  run: fields<{ readonly run: string }>({ run: said.runId }),
});

const bytes: Schema<Uint8Array<ArrayBuffer>> = such(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
  'a Uint8Array, the bytes of a file',
);

const linkOptions = fields<NonNullable<Parameters<Engine['modelLink']>[1]>>({
  titles: perhaps(flag),
  view: perhaps(said.linkView),
});

const linked = byKey<Parameters<Engine['recipeLink']>[0]>(
  { run: fields<{ readonly run: string }>({ run: said.runId }) },
  said.recipeInput,
);

export const methods: { readonly [M in keyof Engine]: ArgumentsOf<Parameters<Engine[M]>> } = {
  adapter: [],
  worlds: [],
  simulate: [needs('world', oneOf(worldNames)), may('seed', seed)],
  sniff: [files, formats, may('before', importPlan)],
  firstLines: [files, formats],
  correct: [plan, needs('correction', correction)],
  missing: [plan],
  open: [files, may('options', openOptions), progress],
  read: [files, plan, progress],
  rejectedRows: [needs('reading', text('the id of a reading, as text'))],
  cancelOpen: [],
  preview: [source, shaping, may('model', said.modelInput)],
  reshape: [source, shaping],
  audit: [dataset],
  splits: [dataset],
  histories: [dataset, needs('from', whole(0)), needs('count', whole(0))],
  findUsers: [dataset, searched, count],
  findItems: [needs('source', itemSource), searched, count],
  keep: [dataset],
  keptDatasets: [],
  reopen: [kept, may('shaping', shapingSchema)],
  forgetDataset: [kept],
  storage: [],
  models: [],
  training: [],
  baselines: [],
  estimate: [recipe, may('options', said.estimateOptions)],
  train: [recipe, listen, may('options', said.trainOptions)],
  pause: [run],
  resume: [run, listen],
  step: [run, listen],
  watch: [run, needs('user', whole(0))],
  walk: [run],
  stop: [run, listen],
  unfinished: [],
  recover: [dataset, listen, may('options', said.recoverOptions)],
  discard: [],
  runs: [],
  rename: [run, needs('name', text())],
  forget: [run],
  restore: [run],
  shelf: [],
  removeDamaged: [],
  compare: [needs('a', said.contender), needs('b', said.contender), may('options', said.compareOptions)],
  intervals: [needs('of', said.contender)],
  evaluate: [needs('target', said.recommender), may('options', said.evaluateOptions), fraction],
  recommend: [by, history, may('options', said.rankOptions)],
  explain: [by, history, needs('item', text('the id of an item, as text'))],
  lenses: [run],
  look: [run, needs('lens', said.lensName), may('history', textsOf('item ids')), may('options', said.lookOptions)],
  surprise: [by, needs('beside', said.recommender), dataset, may('seed', seed)],
  knows: [run, dataset],
  cancel: [needs('inquiry', oneOf(inquiries))],
  snapshot: [run, may('options', said.snapshotOptions)],
  quantizationPrice: [run],
  load: [needs('snapshot', bytes)],
  modelLink: [run, may('options', linkOptions)],
  recipeLink: [needs('of', linked), may('view', said.linkView)],
  openLink: [needs('hash', text('a link from # on, as text'))],
  completed: [recipe],
  conformance: [
    may('filter', text('the beginning of a kernel’s name')),
    may('report', callback<(results: readonly ConformanceResult[]) => void>()),
  ],
  kernel: [needs('check', kernelCheck), fraction],
  counts: [recipe],
  papers: [],
  runPaper: [needs('paper', text('the id of a paper, such as F4')), fraction],
};
