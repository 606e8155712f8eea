import { Random } from '../../core/random.ts';
import { leaf } from '../../graph/tensor.ts';
import { attention } from '../../ops/attention.ts';
import { codeScoresOf } from '../../ops/codes.ts';
import { dropoutAt } from '../../ops/dropout.ts';
import { fsq } from '../../ops/fsq.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { Experiment } from '../experiment.ts';
import own from './c1.ts?digest';

/** Levels of the paper's code: 8 · 8 · 8 · 6 · 5 = 15,360 codes. */
const LEVELS = [8, 8, 8, 6, 5];
const CODES = LEVELS.reduce((product, count) => product * count, 1);
/** Tokens of an item, items of a history, numbers of a head. */
const [TOKENS, LENGTH, WIDTH] = [4, 5, 8];
const TIME = TOKENS * LENGTH;
/** Codes of a slot, items of a catalogue, places of a list. */
const [SIZE, ITEMS, PLACES] = [6, 50, 10];

/** Code and values of vectors (rows, 5). */
function quantized(z: Float64Array): { readonly index: Float64Array; readonly y: Float64Array } {
  const made = fsq(leaf('z', [z.length / LEVELS.length, LEVELS.length]), LEVELS);
  const [index, y] = evaluate([made.index, made.y], { z });
  return { index, y };
}

/** Of every code a vector that lies on its levels, by the inverse of what bounds a number. */
function onEveryCode(): Float64Array {
  const z = new Float64Array(CODES * LEVELS.length);
  for (let code = 0; code < CODES; code++) {
    let rest = code;
    for (const [d, count] of LEVELS.entries()) {
      const half = ((count - 1) * 0.999) / 2;
      const offset = count % 2 === 0 ? 0.5 : 0;
      const level = (rest % count) - Math.floor(count / 2);
      const share = Math.max(-1 + 1e-9, Math.min(1 - 1e-9, (level + offset) / half));
      z[code * LEVELS.length + d] = Math.atanh(share) - Math.tan(offset / half);
      rest = Math.floor(rest / count);
    }
  }
  return z;
}

/** Codes that do not come back as themselves, or by the values of another: a code's values name it once. */
function lost(): number {
  const { index, y } = quantized(onEveryCode());
  const values = new Set<string>();
  let count = 0;
  for (let code = 0; code < CODES; code++) {
    if (index[code] !== code) count++;
    values.add(y.subarray(code * LEVELS.length, (code + 1) * LEVELS.length).join());
  }
  return count + (CODES - values.size);
}

/** y (TIME, WIDTH) of one history and one head, by the kernel's reference in double precision. */
function attend(qkv: Float64Array, tokens: number): Float64Array {
  const clock = leaf('clock', [1], 'u32');
  const [of, lengths] = [leaf('qkv', [1, TIME, 3 * WIDTH]), leaf('lengths', [1], 'u32')];
  const y = attention(of, lengths, 1, { tokens }, dropoutAt(0, 0, 0, clock));
  return evaluate([y], { qkv, lengths: Float64Array.of(TIME / tokens), clock: Float64Array.of(0) })[0];
}

/** The same by the paper's mask, j ≤ i or ⌊i/4⌋ = ⌊j/4⌋, written a second time. */
function formula(qkv: Float64Array): Float64Array {
  const at = (t: number, part: number, c: number): number => qkv[(t * 3 + part) * WIDTH + c];
  const channels = Array.from({ length: WIDTH }, (_, c) => c);
  const all = Array.from({ length: TIME }, (_, t) => t);
  return Float64Array.from(
    all.flatMap((i) => {
      const seen = all.filter((j) => j <= i || Math.floor(j / TOKENS) === Math.floor(i / TOKENS));
      const score = (j: number): number => channels.reduce((sum, c) => sum + at(i, 0, c) * at(j, 1, c), 0);
      const weights = seen.map((j) => Math.exp(score(j) / Math.sqrt(WIDTH)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return channels.map((c) => seen.reduce((sum, j, n) => sum + (weights[n] / total) * at(j, 2, c), 0));
    }),
  );
}

const gap = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);

/** What the tokens of an item tell those before it, and how much its last one tells its first. */
function told(random: Random) {
  const qkv = Float64Array.from({ length: TIME * 3 * WIDTH }, () => random.normal());
  const before = attend(qkv, TOKENS);
  const [from, last] = [3 * TOKENS, 4 * TOKENS - 1];
  const moved = (token: number): Float64Array =>
    attend(
      qkv.map((x, i) => (Math.floor(i / (3 * WIDTH)) >= token ? x + 1 : x)),
      TOKENS,
    );
  const of = (y: Float64Array, first: number, end: number): Float64Array => y.subarray(first * WIDTH, end * WIDTH);
  return {
    mask: gap(before, formula(qkv)),
    leaked: gap(of(moved(from), 0, from), of(before, 0, from)),
    inside: gap(of(moved(last), from, from + 1), of(before, from, from + 1)),
  };
}

/** Places of all combinations of codes by their sums, beside a list of the catalogue by the operator that scores it. */
function listed(random: Random) {
  const codes = Array.from({ length: ITEMS }, () => Array.from({ length: TOKENS }, () => random.below(SIZE)));
  const logits = Array.from({ length: TOKENS }, () => Float64Array.from({ length: SIZE }, () => random.normal()));
  const slots = logits.map((_, s) => [leaf(`logits ${s}`, [1, SIZE]), leaf(`codes ${s}`, [ITEMS], 'u32')] as const);
  const [[first, named], ...others] = slots;
  const scored = others.reduce((sum, [of, ids]) => codeScoresOf(of, ids, sum), codeScoresOf(first, named));
  const leaves = Object.fromEntries(
    logits.flatMap((values, s) => [
      [`logits ${s}`, values],
      [`codes ${s}`, Float64Array.from(codes, (item) => item[s])],
    ]),
  );
  const [scores] = evaluate([scored], leaves);
  const known = new Set(codes.map((item) => item.join()));
  const all = Array.from({ length: SIZE ** TOKENS }, (_, n) => logits.map((__, s) => Math.floor(n / SIZE ** s) % SIZE));
  const sum = (item: readonly number[]): number => item.reduce((total, code, s) => total + logits[s][code], 0);
  const best = all.toSorted((a, b) => sum(b) - sum(a));
  const searched = best.filter((item) => known.has(item.join())).slice(0, 1);
  const list = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, PLACES);
  return {
    strangers: list.filter((item) => !known.has(codes[item].join())).length,
    apart: Math.max(
      Math.abs(scores[list[0]] - sum(searched[0])),
      ...list.map((i) => Math.abs(scores[i] - sum(codes[i]))),
    ),
    unbound: best.slice(0, PLACES).filter((item) => known.has(item.join())).length / PLACES,
  };
}

/** Codes of finite scalar quantization, attention over tokens of items, and lists of a catalogue whose items are several codes. */
export const experiment: Experiment = {
  kind: 'identity',
  sources: {
    './c1.ts': own,
    ...import.meta.glob<string>(
      [
        '../../graph/tensor.ts',
        '../../runtime/cpu.ts',
        '../../ops/{attention,codes,dropout,fsq}.ts',
        '../../../shaders/{attention,codes,fsq}/*.{ts,wgsl}',
        '../../core/random.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting:
      'All 15,360 codes of the levels 8, 8, 8, 6 and 5; 2,000 vectors drawn far and near; one history of 5 items of 4 tokens with numbers drawn at random; 50 items of 4 codes out of 6, scored by logits drawn at random; the operators in double precision.',
    contenders: ['Finite scalar quantization', 'Attention over tokens of items', 'Scores by the sum over codes'],
    seeds: [1, 2, 3],
    measures: {
      lost: 'Codes that do not come back as themselves',
      outside: 'Vectors with a code outside 0 to 15,359',
      mask: 'Attention: largest difference from the formula of the mask',
      leaked: 'Attention: largest change of tokens before an item that changes',
      inside: 'Attention: change of the first token of an item whose last one changes',
      strangers: 'Lists: items among the first ten that are not of the catalogue',
      apart:
        'Lists: largest difference of a score from the sum over its codes, and of the first from the best of a search of all combinations',
      unbound: 'Lists: share of the ten best of all combinations that are of the catalogue',
    },
    expectations: [
      none('lost', 'Every code comes back as itself, and by values of its own.'),
      none('outside', 'No vector has a code outside the range.'),
      exact('mask', 'Attention over tokens is that of the mask, to 1e-9.'),
      none('leaked', 'An item tells those before it nothing.'),
      {
        says: 'Inside an item all tokens see one another: the last one moves the first by 0.01 at least.',
        ...{ measure: 'inside', is: 'at least', than: null, margin: 0.01, of: 'every seed' },
      },
      none('strangers', 'Every item that is listed is of the catalogue.'),
      exact(
        'apart',
        'Scores are sums over codes, and the first of the list is the best that a search of all codes finds, to 1e-9.',
      ),
      {
        says: 'Without the catalogue most of the best combinations are no item: half of them at most are.',
        ...{ measure: 'unbound', is: 'at most', than: null, margin: 0.5, of: 'every seed' },
      },
    ],
  },
  measure(seed) {
    const random = new Random(seed, 'papers c1');
    const drawn = Float64Array.from({ length: 2000 * LEVELS.length }, () => random.normal() * 10 ** random.below(4));
    const outside = quantized(drawn).index.filter(
      (code) => !(Number.isInteger(code) && code >= 0 && code < CODES),
    ).length;
    return Promise.resolve({ lost: lost(), outside, ...told(random), ...listed(random) });
  },
};

type Expected = Experiment['recipe']['expectations'][number];

function none(measure: string, says: string): Expected {
  return { says, measure, is: 'at most', than: null, margin: 0, of: 'every seed' };
}

function exact(measure: string, says: string): Expected {
  return { says, measure, is: 'at most', than: null, margin: 1e-9, of: 'every seed' };
}
