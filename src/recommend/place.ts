import { root, type Dispatch } from '../graph/tensor.ts';

/** Of `block1.attention.qkv.weight` the scope that repeats, and which of its kind it is. */
const REPEATED = /^([a-z]+)(\d+)\./;

/** Where a launch stands in its model, as the parameter nearest to what it reads is called: "Block 2"; null where none says it. */
export function placeOf(launch: Dispatch): string | null {
  let nearest = new Set([launch]);
  while (nearest.size > 0) {
    const origins = [...nearest].flatMap(({ inputs }) => Object.values(inputs).map((input) => root(input).origin));
    for (const origin of origins) {
      const [, scope, number] = (origin.kind === 'leaf' ? REPEATED.exec(origin.name) : null) ?? [];
      if (scope !== undefined) return `${scope.charAt(0).toUpperCase()}${scope.slice(1)} ${Number(number) + 1}`;
    }
    nearest = new Set(origins.flatMap((origin) => (origin.kind === 'output' ? [origin.of] : [])));
  }
  return null;
}
