import { counted } from '../../core/counted.ts';
import { openModel } from '../asked_model.ts';
import type { Command } from '../command.ts';
import { checkWritable, replaceFile } from '../output_file.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'export',
  usage: '--snapshot FILE --onnx OUT.onnx',
  summary: 'A trained model as an ONNX file, which is run beside the model before it is written.',
  options: {
    snapshot: { value: 'FILE', help: 'a model saved by lab train --snapshot or by the page' },
    onnx: { value: 'OUT.onnx', help: 'the file to write' },
    'no-titles': { help: 'leaves the titles of items out' },
  },
  async run({ engine, arguments: given, progress }) {
    const [snapshot, path] = [given.text('snapshot'), given.text('onnx')];
    if (snapshot === undefined) throw new UsageError('--snapshot is missing, expected a model file');
    if (path === undefined) throw new UsageError('--onnx is missing, expected the file to write');
    checkWritable('onnx', path, [snapshot, given.json ?? '']);
    const id = await openModel(engine, snapshot);
    progress.update('writing the graph');
    const options = { titles: !given.flag('no-titles') };
    const { bytes, inputs, verified } = await engine.onnx(id, options, (done) =>
      progress.update(`running it beside the model: ${Math.round(100 * done)} %`),
    );
    const { runtime, histories, places, difference } = verified;
    return {
      json: { bytes: bytes.length, inputs, verified },
      text: [
        `It reads ${inputs.join(', ')} and says logits; docs/onnx.md tells what they are.`,
        `On ${counted(histories, 'history', 'histories')} ${runtime} gave the model's own first ${places} items, and logits within ${difference.toExponential(1)} of the largest.`,
      ].join('\n'),
      async afterwards() {
        await replaceFile(path, bytes);
        return `Written to ${path}: ${counted(bytes.length, 'byte')}.`;
      },
    };
  },
};
