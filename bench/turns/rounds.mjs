/**
 * Measures the versions in turn, `rounds` times; who is first changes from round to round, so that what a machine does with
 * time counts for and against each.
 *
 * @param measure  one measurement of one version in a round from 0: quantities `{ what, values | refused, unit, better, goal, longest }`
 * @returns quantities `{ what, unit, better, goal, of }`, where `of[name]` has `values` of each round of that version, or in
 *   `refused` why there are none
 */
export async function inTurn(versions, rounds, measure) {
  const found = new Map();
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? versions : versions.toReversed();
    for (const version of order) {
      for (const quantity of await measured(version, round, measure)) add(found, version.name, quantity);
    }
  }
  return [...found.values()];
}

/** @throws Error that names the version whose page did not do what was asked of it */
async function measured(version, round, measure) {
  try {
    return await measure(version, round);
  } catch (error) {
    throw new Error(`${version.name}, ${version.commit}: ${error.message}`, { cause: error });
  }
}

function add(found, name, { what, values, refused, longest = 0, ...rest }) {
  const quantity = found.get(what) ?? { what, ...rest, of: {} };
  found.set(what, quantity);
  const of = (quantity.of[name] ??= { rounds: [], longest: 0, refused: undefined });
  if (values !== undefined) of.rounds.push(values);
  of.longest = Math.max(of.longest, longest);
  of.refused ??= refused;
}
