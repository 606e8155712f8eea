import type { Id, LensCard, LensPicture } from '../../engine/api.ts';
import { expectedOneOf } from '../../core/words.ts';
import { historyOf, historyOptions, openModel, toldOf } from '../asked_model.ts';
import type { Answer, Call, Command } from '../command.ts';
import { datasetOptions, openDataset } from '../dataset.ts';
import { numbersText, pictureWords } from '../picture_text.ts';
import { wrapped } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'look',
  usage: 'MODEL [FILE… | --world NAME, for a lens of users] [--lens NAME] [--history ID,ID…]',
  summary: 'What happens inside a trained model: a sentence and its numbers; without --lens, the ways to look.',
  options: {
    lens: { value: 'NAME', help: 'what to look at' },
    ...historyOptions,
    picture: { value: 'TITLE', help: 'one of the pictures of a lens, with its numbers' },
    ...datasetOptions,
  },
  async run(call) {
    const { engine, arguments: given } = call;
    if (given.files.length === 0) throw new UsageError('expected a MODEL, saved by lab train --snapshot or the page');
    const run = await openModel(engine, given.files[0]);
    const lenses = await engine.lenses(run);
    const name = given.text('lens');
    if (name === undefined) {
      given.refuse(
        [...Object.keys(historyOptions), ...Object.keys(datasetOptions), 'picture'],
        'it is for --lens NAME',
      );
      if (given.files.length > 1) throw new UsageError('expected one MODEL; data are for --lens NAME');
      return { json: { lenses }, text: lenses.map(lensText).join('\n\n') };
    }
    const lens = lenses.find((card) => card.name === name);
    const known = lenses.map((card) => card.name);
    const data = dataOf(call);
    if (lens === undefined) throw new UsageError(`--lens is '${name}', expected ${expectedOneOf(known, name)}`);
    return look(call, run, lens, data);
  },
};

/** What is said of a dataset behind the model; null where nothing is. */
function dataOf(call: Call): Call | null {
  const { arguments: given } = call;
  const rest = given.behind(1);
  return rest.files.length === 0 && !given.has('world') ? null : { ...call, arguments: rest };
}

async function look({ engine, arguments: given }: Call, run: Id, lens: LensCard, data: Call | null): Promise<Answer> {
  const { reads } = lens;
  const alone = reads === 'model' || reads === 'users';
  if (alone)
    given.refuse(
      Object.keys(historyOptions),
      `${lens.name} reads ${reads === 'model' ? 'only the model' : 'users of a dataset'}`,
    );
  if (reads !== 'users' && data !== null) throw new UsageError(`${lens.name} reads no dataset; leave it out`);
  if (reads === 'users' && data === null) {
    throw new UsageError(
      `${lens.name} asks about users: name a FILE or --world NAME of the items that the model knows`,
    );
  }
  const dataset = data && (await openDataset(data)).summary.id;
  const history = alone ? [] : historyOf(given.list('history'));
  const options = { ...toldOf(given), ...(dataset === null ? {} : { described: dataset }) };
  const pictures = (await engine.look(run, lens.name, history, options)) ?? [];
  const wanted = given.choice(
    'picture',
    pictures.map(({ title }) => title),
  );
  const shown = pictures.filter(({ title }) => wanted === undefined || title === wanted);
  const text = shown.length === 1 ? `${pictureWords(shown[0])}\n\n${numbersText(shown[0])}` : all(shown);
  return { json: { lens: lens.name, history, pictures: shown.map(plain) }, text };
}

const all = (pictures: readonly LensPicture[]): string =>
  pictures.length === 0
    ? 'There is nothing to show.'
    : [...pictures.map(pictureWords), '--picture TITLE shows the numbers of one.'].join('\n\n');

/** With lists in place of typed arrays, which JSON writes as objects. */
const plain = (picture: LensPicture): object => ({
  ...picture,
  ...(picture.kind === 'curves' ? { x: [...picture.x] } : {}),
  ...(picture.kind === 'tree' ? { parents: [...picture.parents] } : {}),
  ...(picture.kind === 'grid' && picture.parts !== null
    ? { parts: { ...picture.parts, values: [...picture.parts.values] } }
    : {}),
  numbers: { ...picture.numbers, values: [...picture.numbers.values] },
});

const lensText = ({ name, title, says, source, reads }: LensCard): string =>
  [`${name}  ${title}${reads === 'model' ? '' : ' (of --history)'}`, wrapped('  ', says), wrapped('  ', source)].join(
    '\n',
  );
