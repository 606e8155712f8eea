import { counted } from '../../core/counted.ts';
import type { Id } from '../../engine/api.ts';
import { openModel } from '../asked_model.ts';
import type { Answer, Call, Command } from '../command.ts';
import { huggingFaceOptions, huggingFaceOut, writeHuggingFace } from '../hugging_face.ts';
import { checkWritable, replaceFile } from '../output_file.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'export',
  usage: '--snapshot MODEL --onnx OUT.onnx | --html OUT.html | --hugging-face OUT',
  summary:
    'A trained model as an ONNX file, which is run beside the model before it is written, as a page that recommends by itself, or as a folder of the Hugging Face hub.',
  options: {
    snapshot: { value: 'MODEL', help: 'a model saved by lab train --snapshot or by the page, or a folder of the hub' },
    onnx: { value: 'OUT.onnx', help: 'the file to write' },
    streaming: {
      help: 'with --onnx: the graph reads one item after another and keeps what it made of those before; without it whole histories',
    },
    top: { value: 'COUNT', help: 'with --onnx: the graph tells the places of so many best items beside the logits' },
    html: { value: 'OUT.html', help: 'a page with the model in it, which recommends without any network' },
    precision: { value: 'FORM', help: 'with --html: weights as int8 (default) or f32' },
    ...huggingFaceOptions,
    'no-titles': { help: 'leaves the titles of items out' },
  },
  async run(call) {
    const { engine, arguments: given } = call;
    const [snapshot, onnx] = [given.text('snapshot'), given.text('onnx')];
    if (snapshot === undefined) throw new UsageError('--snapshot is missing, expected a model file');
    const folder = huggingFaceOut(given, [snapshot, given.json ?? '']);
    const html = given.text('html');
    if ([onnx, html, folder].filter((out) => out !== undefined).length > 1)
      throw new UsageError('give one of --onnx, --html and --hugging-face');
    if (html !== undefined) {
      given.refuse(['streaming', 'top'], 'it is for --onnx');
      checkWritable('html', html, [snapshot, given.json ?? '']);
      return asPage(call, await openModel(engine, snapshot), html);
    }
    given.refuse(['precision'], 'it is for --html');
    if (onnx === undefined) given.refuse(['streaming', 'top'], 'it is for --onnx');
    if (onnx !== undefined) {
      checkWritable('onnx', onnx, [snapshot, given.json ?? '']);
      return asOnnx(call, await openModel(engine, snapshot), onnx);
    }
    if (folder === undefined) {
      throw new UsageError('--onnx or --html is missing, expected the file to write, or --hugging-face and a folder');
    }
    const id = await openModel(engine, snapshot);
    const { weightsSha256, snapshot: facts } = (await engine.runs()).find((run) => run.id === id) ?? {};
    const options = { titles: !given.flag('no-titles') };
    return {
      json: { items: facts?.items, source: weightsSha256 },
      text: `A model of ${counted(facts?.items ?? 0, 'item')}; its card states the scores that its file states.`,
      afterwards: () => writeHuggingFace(call, id, folder, options),
    };
  },
};

async function asPage({ engine, arguments: given }: Call, id: Id, path: string): Promise<Answer> {
  const precision = given.choice('precision', ['f32', 'int8']) ?? 'int8';
  const { html, modelBytes } = await engine.onePage(id, { precision, titles: !given.flag('no-titles') });
  return {
    json: { bytes: html.length, modelBytes, precision },
    text: `A page of ${counted(html.length, 'byte')}: the program, and the model's file as ${precision}, ${counted(modelBytes, 'byte')} that are a third more as text.`,
    async afterwards() {
      await replaceFile(path, html);
      return `Written to ${path}; it opens in any browser, from the file too.`;
    },
  };
}

async function asOnnx({ engine, arguments: given, progress }: Call, id: Id, path: string): Promise<Answer> {
  progress.update('writing the graph');
  const [streaming, top] = [given.flag('streaming'), given.whole('top', 1)];
  const options = { titles: !given.flag('no-titles'), streaming, ...(top === undefined ? {} : { top }) };
  const { bytes, inputs, outputs, verified } = await engine.onnx(id, options, (done) =>
    progress.update(`running it beside the model: ${Math.round(100 * done)} %`),
  );
  const { runtime, histories, places, difference } = verified;
  return {
    json: { bytes: bytes.length, inputs, outputs, verified },
    text: [
      `It reads ${inputs.join(', ')} and says ${outputs.join(', ')}; docs/onnx.md tells what they are.`,
      `On ${counted(histories, 'history', 'histories')}${streaming ? ', item by item,' : ''} ${runtime} gave the model's own first ${places} items, and logits within ${difference.toExponential(1)} of the largest.`,
    ].join('\n'),
    async afterwards() {
      await replaceFile(path, bytes);
      return `Written to ${path}: ${counted(bytes.length, 'byte')}.`;
    },
  };
}
