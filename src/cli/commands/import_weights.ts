import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { counted } from '../../core/counted.ts';
import { weightsWords } from '../../core/weights_words.ts';
import type { ForeignWeights, ModelCard } from '../../engine/api.ts';
import { bytesOf } from '../asked_model.ts';
import type { Call, Command } from '../command.ts';
import { huggingFaceOptions, huggingFaceOut, writeHuggingFace } from '../hugging_face.ts';
import { checkWritable, replaceFile } from '../output_file.ts';
import { seenOptions, seenRule } from '../protocol_options.ts';
import { settingsOf } from '../recipe.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'import-weights',
  usage: 'WEIGHTS --snapshot OUT',
  summary:
    'Weights that another program trained as a model file: GRU4Rec of RecBole, or a project that was ejected here.',
  options: {
    items: {
      value: 'FILE',
      help: 'the items in the order of their rows: a list of ids in JSON, or items.csv of a project',
    },
    snapshot: { value: 'OUT', help: 'the model file to write' },
    ...huggingFaceOptions,
    model: {
      value: 'NAME',
      help: 'of weights with the names of a project: its model; of a project its run.json says it',
    },
    set: { value: 'KEY=VALUE', multiple: true, help: 'a setting that no shape says, e.g. length=50, heads=2' },
    name: { value: 'TEXT', help: 'what the data are called' },
    ...seenOptions,
  },
  async run(call) {
    const { engine, arguments: given } = call;
    const [path, ...others] = given.files;
    if (path === undefined || others.length > 0) {
      throw new UsageError(
        'WEIGHTS is missing or more than one, expected a .safetensors file or the folder of a project',
      );
    }
    const snapshot = given.text('snapshot');
    const hub = huggingFaceOut(given, [path, snapshot ?? '']);
    if (snapshot === undefined && hub === undefined)
      throw new UsageError('--snapshot is missing, expected the file to write');
    if (snapshot !== undefined) checkWritable('snapshot', snapshot, [path, given.text('items') ?? '']);
    const taken = await found(call, path);
    const [seen, name] = [seenRule(given), given.text('name')];
    const run = await engine.importWeights({
      ...taken,
      ...(seen === undefined ? {} : { seen }),
      ...(name === undefined ? {} : { name }),
    });
    const { recipe, parameters } = run;
    const said = Object.entries(recipe.config).map(([key, value]) => `${key}=${String(value)}`);
    return {
      json: { model: recipe.model, config: recipe.config, parameters, name: recipe.dataset.name },
      text: [`${recipe.model}, ${counted(parameters, 'parameter')}: ${said.join(' ')}`, weightsWords(run)].join('\n'),
      async afterwards() {
        const lines: string[] = [];
        if (snapshot !== undefined) {
          const bytes = await engine.snapshot(run.id);
          await replaceFile(snapshot, bytes);
          lines.push(`Written to ${snapshot}: ${counted(bytes.length, 'byte')}.`);
        }
        if (hub !== undefined) lines.push(await writeHuggingFace(call, run.id, hub, {}));
        return lines.join('\n');
      },
    };
  },
};

/** What is taken from a file, or of a folder that `lab eject` made. @throws UsageError */
async function found(
  call: Call,
  path: string,
): Promise<Pick<ForeignWeights, 'weights' | 'items' | 'run' | 'model' | 'config'>> {
  const { arguments: given } = call;
  const items = given.text('items');
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    given.refuse(['model', 'set'], `run.json of ${path} says it`);
    return {
      weights: await bytesOf(join(path, 'checkpoint.safetensors')),
      items: await textOf(items ?? join(path, 'items.csv')),
      run: await textOf(join(path, 'run.json')),
    };
  }
  if (items === undefined) throw new UsageError('--items is missing, expected the items in the order of their rows');
  const model = given.text('model');
  const card = await cardOf(call, model ?? 'gru4rec');
  const { config } = settingsOf(card, { settings: {} }, given.list('set'));
  return {
    ...{ weights: await bytesOf(path), items: await textOf(items), config },
    ...(model === undefined ? {} : { model }),
  };
}

async function textOf(path: string): Promise<ForeignWeights['items']> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  return { name: basename(path), text };
}

async function cardOf({ engine }: Call, name: string): Promise<ModelCard> {
  const cards = await engine.models();
  const card = cards.find((one) => one.name === name);
  if (card !== undefined) return card;
  throw new UsageError(`--model is '${name}', expected one of ${cards.map((one) => one.name).join(', ')}`);
}
