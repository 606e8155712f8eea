/** What stands in files in which no table was found, for the person who has to say how they are written. */
import { ImportError } from '../../../core/errors.ts';
import { sampleOf } from './beginning.ts';
import { OpenQuoteError } from './delimited.ts';
import { fieldText } from './encoding.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import type { Sample } from './sample.ts';
import { sources, type Source } from '../archives/source.ts';
import { sampleTable } from './table.ts';
import type { FileFormat, FirstLines, FormatChoice, InputFiles } from '../types.ts';

const FILES = 12;
const LINES = 8;
const SHOWN_CHARACTERS = 160;
/** Enough for the lines that are shown, and cheap to turn into text. */
const SHOWN_BYTES = 16 * 1024;

const shown = (line: string): string => (line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line);

function linesOf({ bytes, complete }: Sample): readonly string[] {
  const lines = fieldText(bytes.subarray(0, SHOWN_BYTES)).split(/\r\n?|\n/);
  const ended = lines.at(-1) === '' && complete && bytes.length <= SHOWN_BYTES;
  return (ended ? lines.slice(0, -1) : lines).slice(0, LINES).map(shown);
}

function hasOpenQuote(sample: Sample, choice: FormatChoice, limits: Limits): boolean {
  try {
    sampleTable(sample, choice, limits);
  } catch (failure) {
    if (failure instanceof OpenQuoteError) return true;
    if (!(failure instanceof ImportError)) throw failure;
  }
  return false;
}

async function linesOfSource(source: Source, choice: FormatChoice, limits: Limits): Promise<FirstLines> {
  const file = source.name;
  try {
    const { sample } = await sampleOf(source, choice);
    return { file, lines: linesOf(sample), openQuote: hasOpenQuote(sample, choice, limits) };
  } catch (failure) {
    if (!(failure instanceof ImportError)) throw failure;
    return { file, lines: [], openQuote: false };
  }
}

/** The first lines of the first dozen files that may be tables, those in archives too. No line of a file that is no text. */
export async function firstLines(
  files: InputFiles,
  formats: readonly FileFormat[] = [],
  limits: Limits = defaultLimits,
): Promise<readonly FirstLines[]> {
  const readable = (await sources(files, limits)).filter(({ refused }) => refused === null);
  const found: FirstLines[] = [];
  for (const source of readable.slice(0, FILES)) {
    const choice = formats.find(({ file }) => file === source.name) ?? {};
    found.push(await linesOfSource(source, choice, limits));
  }
  return found;
}
