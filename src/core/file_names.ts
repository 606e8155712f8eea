/** Names of the files that the page saves: what they are of comes first, so that files of two datasets are told apart. */

/** Characters of a name of data that a file name has. */
const LONGEST = 60;

/** The data, then what it is: "shop-run-1.safetensors" of shop.csv.gz. What no file may be called stands as a hyphen. */
export function fileName(data: string | null | undefined, ...rest: readonly string[]): string {
  const name = (data ?? '')
    .replace(/(\.(csv|tsv|txt|dat|json|jsonl|inter|parquet|xlsx|zip|tar|gz|tgz))+$/i, '')
    .slice(0, LONGEST);
  const safe = (part: string): string => part.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|-+$/g, '');
  return [name, ...rest]
    .map(safe)
    .filter((part) => part !== '')
    .join('-');
}
