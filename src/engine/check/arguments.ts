import { callback, fields, flag, oneOf, perhaps, seed, text, whole } from '../../core/schema.ts';
import { dataset, fraction, may, needs, run, type MethodsOf } from '../argument.ts';
import { recipeInput } from '../run/schema.ts';
import type { CheckDoor } from './door.ts';
import { kernelCheck } from './kernel_check.ts';
import { mixerMeasurement } from './mixer_cost.ts';
import type { ConformanceOptions, ConformanceResult } from './messages.ts';
import type { VerifyOptions } from './verification_messages.ts';

const verifyOptions = fields<VerifyOptions>({
  segments: perhaps(whole(1)),
  steps: perhaps(whole(1)),
  seed: perhaps(seed),
});

export const checkMethods: MethodsOf<CheckDoor> = {
  computeOn: [needs('device', oneOf(['gpu', 'cpu', 'either']))],
  adapter: [],
  conformance: [
    may('filter', text('the beginning of a kernel’s name')),
    may('report', callback<(results: readonly ConformanceResult[]) => void>()),
    may('options', fields<ConformanceOptions>({ quick: perhaps(flag) })),
  ],
  kernel: [needs('check', kernelCheck), fraction],
  verify: [run, dataset, may('options', verifyOptions), fraction],
  counts: [needs('recipe', recipeInput)],
  measureMixers: [may('what', mixerMeasurement), fraction],
  mixerCosts: [],
  papers: [],
  runPaper: [needs('paper', text('the id of a paper, such as F4')), fraction],
  tools: [],
  contest: [may('results', text('the text of a file of results'))],
};
