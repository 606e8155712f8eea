import type { DatasetSummary, ImportPlan } from '../../engine/api.ts';
import type { Command } from '../command.ts';
import { datasetLine, fileOptions, inputFiles, openFiles, planned } from '../dataset.ts';
import { columns, percent } from '../text.ts';

export const command: Command = {
  name: 'import',
  usage: 'FILE…',
  summary: 'Reads interactions: matched columns, problems with row numbers, counts, fingerprint.',
  options: fileOptions,
  async run(call) {
    const files = await inputFiles(call.arguments.files);
    const plan = await planned(call, files);
    const summary = await openFiles(call, files, plan);
    return { json: { ...summary, plan }, text: [planText(plan), datasetLine(summary), remarks(summary)].join('\n') };
  },
};

function planText({ files, questions }: ImportPlan): string {
  const columnRows = (file: ImportPlan['files'][number]): string =>
    columns(
      file.columns.map(({ name, role, confidence, samples }) => [
        `  ${name}`,
        role,
        `${percent(confidence)} sure`,
        samples.slice(0, 3).join(', '),
      ]),
    );
  const parts = files.flatMap((file) => [
    `${file.name}: ${file.role} (${file.why})`,
    ...(file.columns.length === 0 ? [] : [columnRows(file)]),
    ...file.warnings.map((warning) => `  ! ${warning}`),
  ]);
  return [
    ...parts,
    ...questions.map(({ sentence, answers, guess }) => `? ${sentence} Taken: ${answers[guess].label}.`),
  ].join('\n');
}

function remarks({ problems, notes }: DatasetSummary): string {
  const rows = problems.map(
    ({ sentence, examples }) =>
      `! ${sentence}${examples.length === 0 ? '' : ` (row ${examples.map(({ row }) => row).join(', ')})`}`,
  );
  return [...(rows.length === 0 ? ['No problems.'] : rows), ...notes].join('\n');
}
