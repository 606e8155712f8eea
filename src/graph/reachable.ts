import { root, type Dispatch, type Tensor } from './tensor.ts';

/** Every dispatch the wanted tensors need beside those that are `known`, in the order of tracing. */
export function reachable(wanted: readonly Tensor[], known: { has(of: Dispatch): boolean } = new Set()): Dispatch[] {
  const found = new Set<Dispatch>();
  const visit = (t: Tensor): void => {
    const { origin } = root(t);
    if (origin.kind !== 'output' || found.has(origin.of) || known.has(origin.of)) return;
    found.add(origin.of);
    Object.values(origin.of.inputs).forEach(visit);
  };
  wanted.forEach(visit);
  return [...found].sort((a, b) => a.serial - b.serial);
}
