/** How a run is drawn: fixed by its number, so that nothing changes colour when another one is hidden. */
const COLOURS = 6;
const DASHES = [undefined, [8, 4], [2, 3], [12, 4, 2, 4]] as const;

export interface Look {
  /** Custom property of tokens.css. */
  readonly colour: string;
  readonly dash: readonly number[] | undefined;
}

/** `id` as the engine names runs, "run-7". Colours first, then dashes: 24 looks before the first comes again. */
export function lookOf(id: string): Look {
  const number = Number(/\d+$/.exec(id)?.[0] ?? 1) - 1;
  return { colour: `--series-${number % COLOURS}`, dash: DASHES[Math.floor(number / COLOURS) % DASHES.length] };
}
