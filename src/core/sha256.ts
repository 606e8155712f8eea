/**
 * SHA-256 of the bytes behind `data`, as 64 lower-case hexadecimal digits. FIPS 180-4, computed by WebCrypto, which
 * browsers offer on https and localhost only. Numbers are hashed in the machine's order, little-endian wherever WebGPU
 * runs.
 */
export async function sha256(data: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
