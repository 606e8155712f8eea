declare module 'virtual:simd' {
  /** The programs of kernels for the processor, WebAssembly as base64: scripts/simd.mjs. */
  const base64: string;
  export default base64;
}

declare module 'virtual:double' {
  /** Programs in double precision, WebAssembly as base64: scripts/simd.mjs. Empty where a page may not have it. */
  const base64: string;
  export default base64;
}
