import { parseArgs } from 'node:util';

/** Even, so that each of two versions is first equally often. */
const ROUNDS_AGAINST = 6;

/**
 * The command line: parts, `--against=COMMIT`, `--rounds=N`, `--megabytes=N` of the table that is imported.
 *
 * @throws Error that says what to do
 */
export function optionsOf(words, parts) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { against: { type: 'string' }, rounds: { type: 'string' }, megabytes: { type: 'string', default: '300' } },
  });
  const unknown = positionals.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}, expected ${parts.join(', ')}`);
  const { against, rounds = against === undefined ? '1' : String(ROUNDS_AGAINST), megabytes } = values;
  return {
    chosen: positionals.length > 0 ? positionals : parts,
    against,
    rounds: whole('--rounds', rounds),
    megabytes: whole('--megabytes', megabytes),
  };
}

function whole(option, text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`${option} is ${text}, expected a whole number from 1 to 9999`);
  return Number(text);
}
