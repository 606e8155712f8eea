/** Whether two arrays hold the same bytes. A loop: `every` costs a call per byte, and checkpoints have millions. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
