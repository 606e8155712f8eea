import { counted } from '../../core/counted.ts';
import { checkPush, HUB } from '../../hub/wish.ts';
import { openModel } from '../asked_model.ts';
import type { Answer, Call, Command } from '../command.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'push',
  usage: 'OWNER/NAME --snapshot MODEL',
  summary: 'Puts a model into a repository of the Hugging Face hub, as the owner of the token in HF_TOKEN.',
  options: {
    snapshot: { value: 'MODEL', help: 'a model saved by lab train --snapshot or by the page, or a folder of the hub' },
    public: { help: 'everybody sees a repository that is made for this; without it, its owner alone' },
    'data-licence': { value: 'TEXT', help: 'what the card says of the licence of the data' },
    'no-titles': { help: 'leaves the titles of items out' },
  },
  run: push,
};

async function push({ engine, arguments: given, progress }: Call): Promise<Answer> {
  const [repository, further] = given.files;
  if (repository === undefined || further !== undefined) throw new UsageError('expected one repository, OWNER/NAME');
  const snapshot = given.text('snapshot');
  if (snapshot === undefined) throw new UsageError('--snapshot is missing, expected a model file');
  const token = process.env.HF_TOKEN;
  if (token === undefined) {
    throw new UsageError('the variable HF_TOKEN is missing, expected a token of the hub with leave to write');
  }
  checkPush({ repository, token });
  const hub = process.env.HF_ENDPOINT ?? HUB;
  const run = await openModel(engine, snapshot);
  const dataLicence = given.text('data-licence');
  const { files } = await engine.repositoryFiles(run, {
    titles: !given.flag('no-titles'),
    ...(dataLicence === undefined ? {} : { dataLicence }),
  });
  progress.update(`pushing ${counted(files.length, 'file')} to ${hub}`);
  const { pushToHub } = await import('../../hub/push.ts'); // the client of the hub, which no other command needs
  const pushed = await pushToHub({ repository, token, private: !given.flag('public'), files }, { hub });
  return {
    json: { ...pushed, files: files.map(({ path, content }) => ({ path, bytes: content.length })) },
    text: `Pushed to ${pushed.address}, commit ${pushed.commit}.`,
  };
}
