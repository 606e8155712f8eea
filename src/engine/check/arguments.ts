import { callback, fields, flag, perhaps, text } from '../../core/schema.ts';
import { fraction, may, needs, type MethodsOf } from '../argument.ts';
import { recipeInput } from '../run/schema.ts';
import type { CheckDoor } from './door.ts';
import { kernelCheck } from './kernel_check.ts';
import type { ConformanceOptions, ConformanceResult } from './messages.ts';

export const checkMethods: MethodsOf<CheckDoor> = {
  adapter: [],
  conformance: [
    may('filter', text('the beginning of a kernel’s name')),
    may('report', callback<(results: readonly ConformanceResult[]) => void>()),
    may('options', fields<ConformanceOptions>({ quick: perhaps(flag) })),
  ],
  kernel: [needs('check', kernelCheck), fraction],
  counts: [needs('recipe', recipeInput)],
  papers: [],
  runPaper: [needs('paper', text('the id of a paper, such as F4')), fraction],
  contest: [may('results', text('the text of a file of results'))],
};
