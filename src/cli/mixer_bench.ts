import { join } from 'node:path';
import type { CostAt, MixerCost, MixerCosts } from '../engine/api.ts';
import type { Answer, Call } from './command.ts';
import type { OptionTable } from './options.ts';
import { checkWritable, replaceFile } from './output_file.ts';
import { columns, whole } from './text.ts';

/** Where measurements are kept, from the root of the repository. */
const FOLDER = join('bench', 'results', 'mixers');

export const mixerOptions: OptionTable = {
  mixer: { value: 'NAME', help: 'with --mixers: only this one' },
  longest: { value: 'N', help: 'with --mixers: longest history (65536, and 8192 for what grows as its square)' },
  write: {
    help: 'with --mixers: keeps what is measured in bench/results/mixers; run it in the root of the repository',
  },
};

/** What each mixer takes as histories grow, and where it should be. */
export async function benchMixers({ engine, arguments: given, progress, typed }: Call): Promise<Answer> {
  const [only, longest] = [given.text('mixer'), given.whole('longest', 1)];
  const writes = given.flag('write');
  if (writes) {
    given.refuse(['mixer', 'longest'], 'what is kept has every mixer at every length');
    checkWritable('write', join(FOLDER, 'any.json'));
  }
  const what = { ...(only === undefined ? {} : { only }), ...(longest === undefined ? {} : { longest }) };
  const costs = await engine.measureMixers(what, (done) => progress.update(`mixers: ${Math.round(100 * done)} %`));
  return {
    json: costs,
    text: mixerText(costs),
    afterwards: async () => (writes ? keep(costs, `npm run ${typed.join(' ').replace('lab', 'lab --')}`) : null),
  };
}

const milliseconds = ({ milliseconds: ms }: CostAt): string => (ms < 1000 ? ms.toPrecision(3) : whole(Math.round(ms)));
const megabytes = ({ bytes }: CostAt): string => (bytes / 1e6).toPrecision(3);

/** As it is said beside a slope. */
const goalOf = ({ growth, goal }: MixerCost): string => (growth === 'linear' ? `at most ${goal}` : `about ${goal}`);

const headOf = ({ adapter, clock, width }: MixerCosts): string =>
  `Forward and backward over one history, ${width} channels, each mixer as it is set first. ${adapter}, ${clock}.`;

const slopeOf = ({ slope }: MixerCost): string => (slope === null ? '–' : slope.toFixed(2));

function mixerText(costs: MixerCosts): string {
  const tables = costs.mixers.map((mixer) => {
    const rows = mixer.at.map((at) => [whole(at.length), milliseconds(at), megabytes(at), whole(at.dispatches)]);
    const lines = [
      `${mixer.name}: slope ${slopeOf(mixer)} over the longer half, goal ${goalOf(mixer)}`,
      columns([['length', 'ms', 'MB', 'dispatches'], ...rows]),
      ...(mixer.ended === null ? [] : [`ended: ${mixer.ended}`]),
    ];
    return lines.join('\n');
  });
  return [headOf(costs), ...tables].join('\n\n');
}

/** Writes raw values as JSON, and the same with slopes to be read. */
async function keep(costs: MixerCosts, command: string): Promise<string> {
  const { mixers, ...conditions } = costs;
  const raw = mixers.map(({ name, title, growth, at, ended }) => ({ name, title, growth, at, ended }));
  const file = join(
    FOLDER,
    costs.adapter
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
  );
  const date = new Date().toISOString().slice(0, 10);
  const record = { version: 1, command, date, ...conditions, mixers: raw };
  await replaceFile(`${file}.json`, `${JSON.stringify(record, null, 1)}\n`);
  await replaceFile(`${file}.md`, markdown(costs, command, date));
  return `kept in ${file}.json and ${file}.md`;
}

function markdown(costs: MixerCosts, command: string, date: string): string {
  const { mixers, commit } = costs;
  const lengths = [...new Set(mixers.flatMap(({ at }) => at.map(({ length }) => length)))].sort((a, b) => a - b);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = (shown: (at: CostAt) => string): string[] => [
    row(['length', ...mixers.map(({ name }) => name)]),
    `|${'---:|'.repeat(1 + mixers.length)}`,
    ...lengths.map((length) => row([whole(length), ...mixers.map(({ at }) => cell(at, length, shown))])),
  ];
  const ended = mixers.flatMap(({ name, ended: why }) => (why === null ? [] : [`- ${name}: ${why}`]));
  return [
    `# What mixers cost as histories grow, ${date}`,
    '',
    `${headOf(costs)} Nextup at ${commit}.`,
    '',
    `    ${command}`,
    '',
    '## Milliseconds',
    '',
    ...table(milliseconds),
    row(['**slope**', ...mixers.map(slopeOf)]),
    row(['goal', ...mixers.map(goalOf)]),
    '',
    '## Megabytes',
    '',
    ...table(megabytes),
    ...(ended.length === 0 ? [] : ['', '## Not measured further', '', ...ended]),
    '',
  ].join('\n');
}

function cell(at: readonly CostAt[], length: number, shown: (at: CostAt) => string): string {
  const found = at.find((each) => each.length === length);
  return found === undefined ? '' : shown(found);
}
