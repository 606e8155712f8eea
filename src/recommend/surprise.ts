import { Random } from '../core/random.ts';

/** `count` different elements of `from`, or all of them, drawn by `seed`. */
export const sample = (from: Uint32Array, count: number, seed: number): Uint32Array =>
  new Random(seed, 'surprise').shuffle(from.slice()).subarray(0, count);

type Places = readonly [number, number];

/**
 * The user whose target two recommenders place most differently: the largest |log₂ (b + 2) − log₂ (a + 2)| of its places
 * a and b, from 0. The logarithm is NDCG's: from place 1 to place 10 is more than from 200 to 300.
 */
export async function mostSurprising(
  users: Uint32Array,
  placesOf: (user: number) => Promise<Places>,
): Promise<{ readonly user: number; readonly places: Places }> {
  let most = { user: users[0], places: [0, 0] as Places, surprise: -1 };
  for (const user of users) {
    const places = await placesOf(user);
    const surprise = Math.abs(Math.log2((places[1] + 2) / (places[0] + 2)));
    if (surprise > most.surprise) most = { user, places, surprise };
  }
  return most;
}
