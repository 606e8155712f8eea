import type { Command } from './command.ts';
import { commonOptions, type OptionTable } from './options.ts';
import { columns } from './text.ts';

/** Every command in one line. */
export function overview(commands: readonly Command[]): string {
  const lines = [...commands].map(({ name, usage, summary }) => [`  lab ${name} ${usage}`, summary]);
  return `${['Nextup: sequence recommenders on this machine’s GPU.', ''].join('\n')}\n${columns(lines)}\n\nlab COMMAND --help says more.`;
}

export function commandHelp({ name, usage, summary, options }: Command): string {
  return `lab ${name} ${usage}\n${summary}\n\n${optionLines({ ...options, ...commonOptions })}`;
}

const optionLines = (table: OptionTable): string =>
  columns(
    Object.entries(table).map(([name, { value, multiple, help }]) => [
      `  --${name}${value === undefined ? '' : ` ${value}`}`,
      `${help}${multiple === true ? ' (may be repeated)' : ''}`,
    ]),
  );
