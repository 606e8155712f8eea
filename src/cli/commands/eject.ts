import { statSync } from 'node:fs';
import { counted } from '../../core/counted.ts';
import { openModel } from '../asked_model.ts';
import type { Answer, Call, Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { checkNewFolder, writeFolder } from '../output_folder.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'eject',
  usage: `RUN OUT ${datasetUsage}`,
  summary: 'A run as a project in PyTorch that goes on where it stands, with its data.',
  options: datasetOptions,
  run: eject,
};

/** RUN is a folder of `lab train --checkpoints` or a model file, OUT a new folder or a file that ends in .zip. */
async function eject(call: Call): Promise<Answer> {
  const { engine, progress, keeping } = call;
  const [run, out] = call.arguments.files;
  if (run === undefined) throw new UsageError('RUN is missing, expected a folder of checkpoints or a model file');
  if (out === undefined) throw new UsageError('OUT is missing, expected a new folder, or a file that ends in .zip');
  checkNewFolder('out', out, call.arguments.files.toSpliced(1, 1));
  const stat = statSync(run, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`there is no ${run}, expected a folder of checkpoints or a model file`);
  if (stat.isDirectory()) keeping.folder = run;
  const { summary, text: dataset } = await openDataset({ ...call, arguments: call.arguments.behind(2) });
  const of = stat.isDirectory()
    ? { unfinished: summary.id }
    : { run: await openModel(engine, run), dataset: summary.id };
  const { zip, ...made } = await engine.project(of, (done) =>
    progress.update(`packing the project: ${Math.round(100 * done)} %`),
  );
  const stands = made.moments
    ? `after ${counted(made.step, 'step')}, in epoch ${made.epoch + 1}, with the moments of Adam`
    : `at its best weights, those of epoch ${made.epoch}; the moments of Adam are not part of it`;
  return {
    json: { ...made, bytes: zip.length },
    text: [
      dataset,
      `It stands ${stands}.`,
      'It holds the interactions themselves: give it only to people who may have them.',
    ].join('\n'),
    async afterwards() {
      await writeFolder(zip, out);
      return `Written to ${out}: ${counted(made.files.length, 'file')}; README.md has the commands.`;
    },
  };
}
