import type { Engine } from '../engine/api.ts';
import type { Arguments, OptionTable } from './options.ts';
import type { Keeping } from './platform.ts';
import type { Progress } from './progress.ts';

/** What a command works with. */
export interface Call {
  readonly engine: Engine;
  readonly arguments: Arguments;
  /** The command line as it was typed, `lab` first. */
  readonly typed: readonly string[];
  readonly progress: Progress;
  /** Where an unfinished run is kept; commands that train set it. */
  readonly keeping: Keeping;
}

/** What a command found: one object for programs, the same for a person, and why it failed although it answers. */
export interface Answer {
  readonly json: object;
  readonly text: string;
  readonly failure?: string;
  /** What is done once the answer is written, so that its failure costs nothing of it; resolves to a line that says so. */
  afterwards?(): Promise<string | null>;
}

/** One command of `lab`; found by its file in commands/. */
export interface Command {
  readonly name: string;
  /** What is typed after the name. */
  readonly usage: string;
  /** One line: what it does. */
  readonly summary: string;
  readonly options: OptionTable;
  run(call: Call): Promise<Answer>;
}
