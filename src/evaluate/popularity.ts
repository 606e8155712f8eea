/** Items, the most popular first; equally popular ones in catalogue order. In time and memory linear in items and interactions. */
export function byPopularity(popularity: Uint32Array): Uint32Array {
  const most = popularity.reduce((a, b) => Math.max(a, b), 0);
  /** Where the next item of each popularity goes. */
  const next = new Uint32Array(most + 1);
  for (const count of popularity) if (count > 0) next[count - 1]++;
  for (let count = most - 1; count >= 0; count--) next[count] += next[count + 1];
  const order = new Uint32Array(popularity.length);
  for (let item = 0; item < order.length; item++) order[next[popularity[item]]++] = item;
  return order;
}
