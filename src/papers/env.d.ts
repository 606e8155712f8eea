/** The SHA-256 of the text of a file: scripts/digests.mjs. */
declare module '*?digest' {
  const digest: string;
  export default digest;
}
