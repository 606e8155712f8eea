import { counted } from '../../core/counted.ts';
import type { TablesExport } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { checkNewFolder, writeFolder } from '../output_folder.ts';
import { splitOptions, splitRule } from '../protocol_options.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'export-data',
  usage: `OUT ${datasetUsage}`,
  summary:
    'A dataset after shaping as RecBole’s atomic files or as Parquet, its split marked, so that others can check our numbers.',
  options: {
    format: {
      value: 'FORMAT',
      help: 'recbole (default), benchmark: the same as train, valid and test files, or parquet',
    },
    ...splitOptions,
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given, progress } = call;
    const [out] = given.files;
    if (out === undefined) throw new UsageError('OUT is missing, expected a new folder, or a file that ends in .zip');
    checkNewFolder('out', out, given.files.slice(1));
    const format = given.choice('format', ['recbole', 'benchmark', 'parquet']) ?? 'recbole';
    const asked = splitRule(given);
    const { summary, text } = await openDataset({ ...call, arguments: given.behind(1) });
    const split = asked ?? (format === 'benchmark' ? summary.usualSplit : undefined);
    const options = { format, ...(split === undefined ? {} : { split }) };
    const { zip, ...made } = await engine.tables(summary.id, options, (done) =>
      progress.update(`writing the tables: ${Math.round(100 * done)} %`),
    );
    progress.clear();
    return {
      json: { ...made, ...(split === undefined ? {} : { split }), bytes: zip.length },
      text: [text, ...told(made, split)].join('\n'),
      async afterwards() {
        await writeFolder(zip, out);
        const sizes = made.files.map(({ path, rows }) => `${path} (${counted(rows, 'row')})`).join(', ');
        return `Written to ${out}: ${sizes}.`;
      },
    };
  },
};

function told({ fingerprint, equal, sameNumbers, marked, left }: Omit<TablesExport, 'zip'>, split?: string): string[] {
  const marks =
    marked &&
    `${split}: ${marked.train} train, ${marked.validation} validate, ${marked.test} are tested, ${marked.known} are known and neither.`;
  const unlike = sameNumbers ? 'is shaped or divided otherwise' : 'numbers users and items otherwise';
  return [
    ...(marks === null ? [] : [marks]),
    ...(left === 0
      ? []
      : [`${counted(left, 'interaction')} of histories that neither train nor are asked are in no file.`]),
    `Read again without shaping it has the fingerprint ${fingerprint.slice(0, 12)}${equal ? ', the same users, items and histories' : `, which ${unlike}`}.`,
    'It holds the interactions themselves: give it only to people who may have them.',
  ];
}
