import { callback, fields, perhaps, text, whole } from '../../core/schema.ts';
import { shapingSchema } from '../../data/shaping/schema.ts';
import { dataset, fraction, may, needs, run, type MethodsOf } from '../argument.ts';
import { inputFiles } from '../data/import_schema.ts';
import { sourceId } from '../data/schema.ts';
import type { RunDoor } from './door.ts';
import type { BringOptions } from './encoder_messages.ts';
import * as said from './schema.ts';

const recipe = needs('recipe', said.recipeInput);
const bringOptions = fields<BringOptions>({ name: perhaps(text()), sha256: perhaps(text('a SHA-256, 64 hex digits')) });
const encoder = needs('encoder', text('what names an encoder, as text'));
const listen = may('listen', said.listener);

export const runMethods: MethodsOf<RunDoor> = {
  models: [],
  training: [],
  baselines: [],
  tokenizers: [],
  bringEncoder: [needs('files', inputFiles), may('options', bringOptions)],
  encoders: [],
  forgetEncoder: [encoder],
  encode: [dataset, encoder, may('progress', callback<(read: number, of: number) => void>())],
  tokenize: [dataset, may('options', said.tokenizeOptions), fraction],
  preview: [needs('source', sourceId), needs('shaping', shapingSchema), may('model', said.modelInput)],
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
  settle: [],
  ended: [],
  goOn: [needs('what', said.moreEpochs), listen, may('options', said.recoverOptions)],
  runs: [],
  rename: [run, needs('name', text())],
  forget: [run],
  restore: [run],
  shelf: [],
  removeDamaged: [],
  evaluate: [needs('target', said.recommender), may('options', said.evaluateOptions), fraction],
  compare: [needs('a', said.contender), needs('b', said.contender), may('options', said.compareOptions)],
  intervals: [needs('of', said.contender)],
  sweep: [needs('grid', said.sweepGrid), may('results', text('the text of a file of results'))],
  sweepRun: [run],
};
