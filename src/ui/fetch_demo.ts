/** The model that ships with the page: SASRec on the simulated bookshop; docs/decisions.md says how it was made. */
export async function fetchDemo(): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch('demo.safetensors');
  if (!response.ok) throw new Error(`demo.safetensors: the server answered ${response.status}; reload the page`);
  return new Uint8Array(await response.arrayBuffer());
}
