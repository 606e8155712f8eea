/** Where the numbers of a batch go: the array of each leaf that the graph has. */
export interface Filled {
  has(leaf: string): boolean;
  integers(leaf: string): Uint32Array;
  numbers(leaf: string): Float32Array;
}
