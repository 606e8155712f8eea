import { parseArgs } from 'node:util';
import { expectedOneOf } from '../core/words.ts';
import { UsageError } from './usage_error.ts';

/** One option of a command. */
export interface Option {
  /** What its value is called in the help; a flag when absent. */
  readonly value?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** Options of every command. */
export const commonOptions: OptionTable = {
  json: { value: '[OUT.json]', help: 'one JSON object on standard output, or in the file OUT.json' },
  device: { value: 'gpu|cpu', help: 'what computes (the GPU; without one, the processor)' },
  help: { help: 'what this command does' },
};

/** `--json` alone: standard output. */
export const STANDARD_OUTPUT = '-';

/** What was typed after a command's name. Every reading method throws UsageError for a value that does not fit. */
export class Arguments {
  readonly files: readonly string[];
  private readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

  constructor(files: readonly string[], values: Arguments['values']) {
    this.files = files;
    this.values = values;
  }

  /** The same without the first `count` files, which say something else. */
  behind(count: number): Arguments {
    return new Arguments(this.files.slice(count), this.values);
  }

  /** Whether the option was typed, as a flag or with a value. */
  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  /** Refuses options that `reason` says would do nothing here. @throws UsageError */
  refuse(names: Iterable<string>, reason: string): void {
    for (const name of names) if (this.has(name)) throw new UsageError(`--${name}: ${reason}; leave it out`);
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  whole(name: string, minimum = 0): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum) return value;
    throw new UsageError(`--${name} is '${text}', expected a whole number from ${minimum}`);
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    throw new UsageError(`--${name} is '${text}', expected a number`);
  }

  /** Every value of a repeated option, each `NAME=VALUE`; a name may hold `=`. */
  pairs(name: string): (readonly [string, string])[] {
    return this.list(name).map((text) => {
      const at = text.lastIndexOf('=');
      if (at < 1) throw new UsageError(`--${name} is '${text}', expected NAME=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)];
    });
  }

  /** The files and those of the options that the table has, as words that `parse` reads again. */
  words(table: OptionTable): string[] {
    const options = Object.keys(table).flatMap((name) => {
      if (this.flag(name)) return [`--${name}`];
      const text = this.text(name);
      const values = text === undefined ? this.list(name) : [text];
      return values.flatMap((value) => (value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value]));
    });
    return [...this.files, ...options];
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    const found = choices.find((choice) => choice === text);
    if (text !== undefined && found === undefined) {
      throw new UsageError(`--${name} is '${text}', expected ${expectedOneOf(choices, text)}`);
    }
    return found;
  }

  /** Where `--json` wants the object: a path, STANDARD_OUTPUT, or nowhere. */
  get json(): string | undefined {
    return this.text('json');
  }
}

/** Reads the words after a command's name. @throws UsageError for an option the table lacks or a missing value */
export function parse(words: readonly string[], table: OptionTable): Arguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { value, multiple = false }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple },
    ]),
  );
  try {
    const args = joinJson(words);
    const { positionals, values, tokens } = parseArgs({ args, options, allowPositionals: true, tokens: true });
    refuseTwice(tokens, table);
    return new Arguments(positionals, values);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Of an option that takes one value, all but the last of several would do nothing. @throws UsageError */
function refuseTwice(
  tokens: readonly { kind: string; name?: string; value?: string | undefined }[],
  table: OptionTable,
): void {
  const seen = new Map<string, string>();
  for (const { kind, name = '', value = '' } of tokens) {
    if (kind !== 'option' || table[name]?.value === undefined || table[name].multiple === true) continue;
    const before = seen.get(name);
    if (before !== undefined && before !== value) {
      throw new UsageError(`--${name} is given twice, as '${before}' and '${value}', expected one of them`);
    }
    seen.set(name, value);
  }
}

/** The value of `--json` may be left out; what follows is its value only where it ends in `.json`. */
function joinJson(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i] !== '--json') joined.push(words[i]);
    else if (words[i + 1]?.endsWith('.json')) joined.push(`--json=${words[++i]}`);
    else joined.push(`--json=${STANDARD_OUTPUT}`);
  }
  return joined;
}
