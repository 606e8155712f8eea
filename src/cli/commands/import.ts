import type { Command } from '../command.ts';
import { datasetLine, fileOptions, inputFiles, openFiles, planned } from '../dataset.ts';
import { planText, questionsJson } from '../plan_text.ts';
import { remarks } from '../reading_text.ts';

export const command: Command = {
  name: 'import',
  usage: 'FILE…',
  summary: 'Reads interactions: matched columns, problems with row numbers, counts, fingerprint.',
  options: fileOptions,
  async run(call) {
    const files = await inputFiles(call.arguments.files);
    const answered = await planned(call, files);
    const summary = await openFiles(call, files, answered);
    const { plan } = answered;
    return {
      json: { ...summary, questions: questionsJson(answered), plan },
      text: [planText(answered), datasetLine(summary), remarks(summary, plan)].join('\n'),
    };
  },
};
