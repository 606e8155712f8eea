import { Random } from '../core/random.ts';
import { branches as branchesOf, prefixTree } from '../events/prefixes.ts';
import type { Settings } from '../parts/settings.ts';
import { defineDecoder, type AskedByCodes, type Branch } from './decoder.ts';

const settings = {
  temperature: {
    usual: 1,
    minimum: 0.05,
    maximum: 5,
    step: 0.05,
    help: 'How freely codes are drawn: each with probability P^(1/temperature) among those that items go on with',
    raised: 'Raised: unlikely items are drawn more often.',
  },
  seed: { usual: 1, minimum: 0, maximum: 2 ** 32 - 1, step: 1, help: 'Another seed draws another list' },
} as const satisfies Settings;

/** Draws for each place before the list is given as it is: what is likely comes again and again. */
const DRAWS = 50;

export const sampling = defineDecoder({
  name: 'sampling',
  title: 'Sampling',
  says: 'Codes are drawn by their probabilities, slot after slot; an item that was drawn before is drawn again.',
  source: 'ancestral sampling with a temperature, held to the catalogue; items in the order in which they were drawn',
  settings,
  needs: 'codes',
  *list(asked, { count, hidden }, { temperature, seed }) {
    const walk = walker(asked, hidden, temperature, new Random(seed, 'sampling'));
    const drawn = new Map<number, number>();
    for (let draw = 0; draw < DRAWS * count && drawn.size < count; draw++) {
      const found = yield* walk();
      if (found.item !== null && !drawn.has(found.item)) drawn.set(found.item, found.sum);
      yield;
    }
    return { list: Array.from(drawn, ([item, score]) => ({ item, score })), branches: [] };
  },
});

/** Goes from the root of the catalogue's codes to an item; what was read of a prefix is kept for the next walk. */
function walker({ state, guesser }: AskedByCodes, hidden: ReadonlySet<number>, temperature: number, random: Random) {
  const levels = prefixTree(guesser.codes);
  const children = levels.map((level, slot) => branchesOf(level, slot === 0 ? 1 : levels[slot - 1].codes.length));
  const known = levels.map(() => new Map<number, { readonly state: Float64Array; readonly guesses: Float64Array }>());
  return function* (): Generator<void, Branch> {
    let at: Branch & { readonly prefix: number } = { parent: -1, code: -1, sum: 0, item: null, prefix: 0 };
    let before = state;
    for (const [slot, { codes }] of levels.entries()) {
      const { code } = at;
      const read = known[slot].get(at.prefix);
      const here = read?.state ?? (slot === 0 ? state : yield* guesser.further(slot - 1, before, [code]));
      const guesses = read?.guesses ?? guesser.guess(slot, here);
      known[slot].set(at.prefix, { state: here, guesses });
      const last = slot === levels.length - 1;
      const allowed = children[slot][at.prefix].filter((prefix) => !last || !hidden.has(prefix));
      if (allowed.length === 0) return { ...at, item: null };
      const prefix =
        allowed[
          drawOf(
            allowed.map((place) => guesses[codes[place]] / temperature),
            random,
          )
        ];
      const next = codes[prefix];
      at = { parent: -1, code: next, sum: at.sum + guesses[next], item: last ? prefix : null, prefix };
      before = here;
    }
    return at;
  };
}

/** A place drawn with probability softmax(logits). */
function drawOf(logits: readonly number[], random: Random): number {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  let left = random.uniform() * powers.reduce((sum, power) => sum + power, 0);
  const at = powers.findIndex((power) => (left -= power) < 0);
  return at < 0 ? powers.length - 1 : at;
}
