import { alikeWords } from '../../core/code_use.ts';
import { counted } from '../../core/counted.ts';
import { codesCsv } from '../../core/codes_csv.ts';
import type { DatasetSummary, Tokenized } from '../../engine/api.ts';
import { sourceWords } from '../../core/vector_words.ts';
import type { Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { giveCodes, givenText } from '../given_codes.ts';
import { encodedItems, encodedText, encoderOptions } from '../encoder_options.ts';
import { checkWritable, replaceFile } from '../output_file.ts';
import { splitOptions, splitRule } from '../protocol_options.ts';
import { settingsOf } from '../recipe.ts';
import { columns, duration, percent } from '../text.ts';

export const command: Command = {
  name: 'tokenize',
  usage: datasetUsage,
  summary:
    'Codes for the items of a dataset: how they are used, what they explain, which items they do not tell apart.',
  options: {
    with: { value: 'NAME', help: 'the tokenizer: residual, product, fsq or rqvae (residual)' },
    set: {
      value: 'KEY=VALUE',
      multiple: true,
      help: 'how codes are made: levels, codes, vectors=text, spread, histories or encoder; iterations and start of k-means, unique of residual and rqvae, fsqLevels and fsqSteps, and what of RQ-VAE begins with rqvae',
    },
    seed: { value: 'N', help: 'of vectors and of where codes begin (1)' },
    ids: {
      value: 'FILE',
      help: 'codes that somebody has published, {"item": ["<a_12>", …], …}: measured beside as many of ours on the same vectors',
    },
    codes: { value: 'OUT.csv', help: 'writes the codes of every item: id, title, a code of each level from 0' },
    ...encoderOptions,
    ...splitOptions,
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given, progress } = call;
    const path = given.text('codes');
    if (path !== undefined) checkWritable('codes', path, [...given.files, given.json ?? '']);
    const known = await engine.tokenizers();
    const name = given.choice(
      'with',
      known.map((card) => card.name),
    );
    const tokenizer = known.find((card) => card.name === name) ?? known[0];
    const { config: set } = settingsOf(tokenizer, { settings: {} }, given.list('set'));
    const [seed, split] = [given.whole('seed'), splitRule(given)];
    if (given.has('ids')) given.refuse(['codes'], 'the codes that --ids names are in a file already');
    const { summary, text } = await openDataset(call);
    const card = await giveCodes(call, summary.id);
    const encoded = await encodedItems(call, summary.id, set.vectors);
    const settings = encoded === null ? set : { ...set, vectors: encoded.vectors };
    const options = {
      tokenizer: tokenizer.name,
      settings,
      ...(seed === undefined ? {} : { seed }),
      ...(split === undefined ? {} : { split }),
    };
    progress.update('making vectors of the items');
    const asked =
      card === null ? options : { ...options, settings: { levels: card.slots, codes: card.size, ...settings } };
    const made = await engine.tokenize(summary.id, asked, (done) =>
      progress.update(`making codes: ${Math.round(100 * done)} %`),
    );
    const { items, ...json } = made;
    const dataset = { name: summary.name, fingerprint: summary.fingerprint };
    const source = encoded === null ? {} : { encoded };
    const read = encoded === null ? [text] : [text, encodedText(encoded)];
    if (card !== null) {
      const vectors = settings.vectors === undefined ? {} : { settings: { vectors: settings.vectors } };
      const { seed: by, split: rule } = made;
      const published = await engine.tokenize(summary.id, { ...vectors, seed: by, split: rule, given: true });
      const { items: theirs, ...measured } = published;
      const { elsewhere } = card;
      return {
        json: { dataset, ...source, ...measured, items: theirs.length, elsewhere, ours: json },
        text: [
          ...read,
          givenText(card),
          madeText(summary, published),
          'As many of ours:',
          madeText(summary, made),
        ].join('\n'),
      };
    }
    return {
      json: { dataset, ...source, ...json, items: items.length },
      text: [...read, madeText(summary, made)].join('\n'),
      async afterwards() {
        if (path === undefined) return null;
        await replaceFile(path, codesCsv(items, made.levels.length));
        return `The codes of ${counted(items.length, 'item')} are in ${path}.`;
      },
    };
  },
};

function madeText({ items }: DatasetSummary, made: Tokenized): string {
  const { tokenizer, settings, levels, explained: all, alike, width, seed, seconds, adapter } = made;
  const size = Number(settings.codes);
  const bySlot = levels.some(({ explained }) => explained !== undefined);
  return [
    `${counted(levels.length, 'level')} of ${counted(size, 'code')} for ${counted(items, 'item')}, ${tokenizer}, of vectors of ${width} numbers made of ${sourceWords(String(settings.vectors))}; seed ${seed}.`,
    columns([
      ['level', 'codes used', 'entropy', ...(bySlot ? ['explained so far'] : [])],
      ...levels.map(({ used, entropy, explained }, level) => [
        `${level + 1}`,
        `${used} of ${size}`,
        `${entropy.toFixed(2)} of ${Math.log(size).toFixed(2)} nats`,
        ...(explained === undefined ? [] : [percent(explained)]),
      ]),
    ]),
    `The codes explain ${percent(all)} of the variance of the vectors. ${sentence(alikeWords(alike, items))} Made in ${duration(seconds)} on ${adapter.description}.`,
  ].join('\n');
}

const sentence = (words: string): string => `${words[0].toUpperCase()}${words.slice(1)}.`;
