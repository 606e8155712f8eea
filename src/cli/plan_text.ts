import { surenessOf } from '../core/sureness.ts';
import type { ColumnPlan, FilePlan } from '../engine/api.ts';
import { openQuestions, type Answered, type Numbered } from './answers.ts';
import { columns, cut, listed, WIDTH, wrapped } from './text.ts';

const LONGEST_NAME = 24;
const LONGEST_SAMPLE = 24;
/** Files without a use that are named, as an archive may hold thousands. */
const NAMED = 20;

/** How files are read, for a person: the columns of each table once, then the files that are pieces of it. */
export function planText(answered: Answered): string {
  const { files } = answered.plan;
  const open = openQuestions(answered);
  const withRole = (role: FilePlan['role']): readonly FilePlan[] => files.filter((file) => file.role === role);
  const unused = withRole('ignored');
  return [
    ...tableText(withRole('interactions'), open),
    ...withRole('items').flatMap((file) => tableText([file], open)),
    ...unused.slice(0, NAMED).map(({ name, why }) => `${name}: not used (${why})`),
    ...(unused.length > NAMED ? [`… and ${unused.length - NAMED} more files that are not used`] : []),
  ].join('\n');
}

/** The pieces of one table. */
function tableText(pieces: readonly FilePlan[], open: readonly Numbered[]): readonly string[] {
  const first = pieces.at(0);
  if (first === undefined) return [];
  const { name, role, why } = first;
  const asked = (column: number): boolean =>
    open.some(({ question }) => question.file === name && question.columns.includes(column));
  const folder = pieces.length === 1 ? '' : folderOf(pieces.map((file) => file.name));
  const named = pieces.map((file) => {
    const short = file.name.slice(folder.length);
    return file.part === null ? short : `${short} (${file.part})`;
  });
  const warnings = new Set(pieces.flatMap((file) => file.warnings));
  return [
    pieces.length === 1
      ? `${named[0]}: ${role} (${why})`
      : `${pieces.length} files of one table${folder === '' ? '' : ` in ${folder.slice(0, -1)}`}: ${role} (${why})`,
    ...columnLines(first.columns, asked),
    ...(pieces.length === 1 ? [] : [listed(named, '  ')]),
    ...[...warnings].map((warning) => `  ! ${warning}`),
  ];
}

/** The archive or folder that all files lie in, with its last `/`; empty where there is none. */
function folderOf([first, ...rest]: readonly string[]): string {
  const ends = [...first.matchAll(/\//g)].map(({ index }) => index + 1).reverse();
  return first.slice(0, ends.find((end) => rest.every((name) => name.startsWith(first.slice(0, end)))) ?? 0);
}

function columnLines(all: readonly ColumnPlan[], asked: (column: number) => boolean): readonly string[] {
  const isShown = ({ role }: ColumnPlan, i: number): boolean => role !== 'ignore' || asked(i);
  const rows = all.flatMap((column, i) => {
    if (!isShown(column, i)) return [];
    const role = column.role === 'ignore' ? 'not used' : column.role;
    const sure = asked(i) ? 'asked below' : surenessOf(column);
    return [[`  ${role}`, cut(column.name, LONGEST_NAME), sure, samplesOf(column)]];
  });
  const others = all.filter((column, i) => !isShown(column, i)).map(({ name }) => cut(name, LONGEST_NAME));
  const lines = rows.length === 0 ? [] : columns(rows).split('\n');
  return [
    ...lines.map((line) => cut(line, WIDTH)),
    ...(others.length === 0 ? [] : [cut(`  not used: ${others.join(', ')}`, WIDTH)]),
  ];
}

/** Three values; of times also how the first is read. */
function samplesOf({ role, samples, time, sampleTimes }: ColumnPlan): string {
  const moment = role === 'time' && time?.kind !== 'order' ? sampleTimes.at(0) : undefined;
  const read = typeof moment === 'number' ? ` (${momentWords(moment)})` : '';
  const [first, ...rest] = samples.slice(0, 3).map((sample) => cut(sample.replace(/\s+/g, ' '), LONGEST_SAMPLE));
  return first === undefined ? 'no values' : [`${first}${read}`, ...rest].join(', ');
}

const LATEST_SECONDS = 8.64e12;

/** "2023-11-14 22:13:20". */
const momentWords = (seconds: number): string =>
  Math.abs(seconds) > LATEST_SECONDS
    ? `${seconds} s`
    : new Date(1000 * seconds).toISOString().slice(0, 19).replace('T', ' ');

/** Every open question with its answers, both with the numbers that `--answer` takes. */
export const questionsText = (answered: Answered): string =>
  openQuestions(answered)
    .flatMap(({ number, question: { sentence, answers, guess } }) => [
      wrapped(`? ${number}. `, sentence),
      ...answers.map(({ label, consequence }, k) => {
        const ours = k === guess ? `${label} (our guess)` : label;
        return wrapped(`    ${number}=${k + 1}  `, consequence === undefined ? ours : `${ours}: ${consequence}`);
      }),
    ])
    .join('\n');

/** The open questions for a program. */
export const questionsJson = (answered: Answered): readonly object[] =>
  openQuestions(answered).map(({ number, question: { file, sentence, answers, guess } }) => ({
    number,
    file,
    sentence,
    answers: answers.map(({ label, consequence }, k) => ({ number: k + 1, label, consequence })),
    guess: guess + 1,
  }));
