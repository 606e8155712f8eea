import { spread } from './spread.mjs';

/** The table of one version. */
export function tableOf(quantities) {
  return tabulated(
    ['what', 'median', 'range', 'goal'],
    quantities.map(({ what, of, unit, goal = '' }) => [what, median(of.new, unit), range(of.new), goal]),
  );
}

/** The table of two: the ratio is of the medians; the rounds in which one is better say how sure that is. */
export function comparisonOf(quantities) {
  return tabulated(
    ['what', 'old', 'new', 'new/old', 'better', 'goal'],
    quantities.map(({ what, of, unit, better, goal = '' }) => {
      const cell = (one) => `${median(one, unit)}${range(one) === '' ? '' : ` (${range(one)})`}`;
      return [what, cell(of.old), cell(of.new), ratio(of), winner(of, better), goal];
    }),
  );
}

/** Sentences on what was not measured and why. */
export function refusalsOf(quantities) {
  const said = quantities.flatMap(({ of }) =>
    Object.entries(of).flatMap(([name, { refused }]) => (refused === undefined ? [] : [`${name}: ${refused}`])),
  );
  return [...new Set(said)].map((sentence) => `Not measured, ${sentence}`);
}

function median({ rounds, longest, refused }, unit) {
  if (refused !== undefined) return 'not measured';
  const most = longest === 0 ? '' : ` (longest ${longest.toFixed(0)} ms)`;
  return `${number(spread(rounds.flat()).median)} ${unit}`.trimEnd() + most;
}

function range({ rounds, refused }) {
  const values = rounds.flat();
  if (refused !== undefined || values.length === 1) return '';
  const { least, most } = spread(values);
  return `${number(least)} to ${number(most)}`;
}

function ratio({ old, new: now }) {
  if (old.refused !== undefined || now.refused !== undefined) return '';
  const [before, after] = [old, now].map(({ rounds }) => spread(rounds.flat()).median);
  return before === 0 ? '' : (after / before).toFixed(2);
}

/** Which version's medians are better, in how many rounds. */
function winner({ old, new: now }, better) {
  if (old.refused !== undefined || now.refused !== undefined) return '';
  const [before, after] = [old, now].map(({ rounds }) => rounds.map((values) => spread(values).median));
  const gain = (a, b) => (better === 'more' ? b - a : a - b);
  const wins = (sign) => before.filter((value, i) => sign * gain(value, after[i]) > 0).length;
  const overall = gain(spread(before).median, spread(after).median);
  if (overall === 0) return 'equal';
  const [name, count] = overall > 0 ? ['new', wins(1)] : ['old', wins(-1)];
  return `${name}, in ${count} of ${before.length} rounds`;
}

function number(value) {
  if (value >= 100 || value % 1 === 0) return value.toFixed(0);
  return value.toFixed(value < 10 ? 2 : 1);
}

function tabulated(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const align = heads.map((head) => (head === 'what' || head === 'goal' || head === 'better' ? '---' : '---:'));
  return [line(heads), `|${align.join('|')}|`, ...rows.map(line)].join('\n');
}
