/** The first byte that no program uses. */
export function heapBase(): usize {
  return __heap_base;
}
