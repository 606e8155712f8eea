declare module 'virtual:simd' {
  /** The programs of kernels for the processor, WebAssembly as base64: scripts/simd.mjs. */
  const base64: string;
  export default base64;
}
