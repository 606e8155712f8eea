import { holdsModel } from '../../exchange/model_archive.ts';
import type { Common } from '../common.ts';
import type { Data } from '../data/make.ts';
import type { Running } from '../run/make.ts';
import type { ShareDoor } from './door.ts';
import { Ejection } from './ejection.ts';
import { onePageOf } from './one_page.ts';
import { Repositories } from './repository.ts';
import { Sharing } from './sharing.ts';
import { modelOfWeights } from './foreign_weights.ts';
import { exportTables } from './tabling.ts';

export function makeShare(
  { platform, sessions, inquiries }: Common,
  { datasets }: Data,
  { runs, library, training }: Running,
): ShareDoor {
  const sharing = new Sharing(platform, sessions, datasets, runs, training);
  const ejection = new Ejection(datasets, runs, training);
  const repositories = new Repositories(datasets, runs, library, sharing);
  return {
    snapshot: (run, options) => library.opened({ run }, () => sharing.snapshot(run, options)),
    quantizationPrice: (run) => inquiries.ask('quantizationPrice', (pace) => sharing.price(run, pace)),
    onePage: (run, { precision = 'int8', titles = true } = {}) =>
      library.opened({ run }, async () =>
        onePageOf(await sharing.snapshot(run, { precision, titles, coder: false, receipt: false })),
      ),
    onnx: (run, options, onProgress) =>
      library.opened({ run }, () =>
        inquiries.ask('onnx', (pace) => sharing.onnx(run, options, { ...pace, onProgress })),
      ),
    project: (of, onProgress) =>
      inquiries.ask('project', async (pace) => {
        if ('run' in of) await library.open(of.run);
        return ejection.project(of, { ...pace, onProgress });
      }),
    repository: (run, options = {}, onProgress) =>
      inquiries.ask('repository', async (pace) => {
        await library.open(run);
        return repositories.repository(run, options, { ...pace, onProgress });
      }),
    repositoryFiles: (run, options = {}) =>
      inquiries.ask('repository', async (pace) => {
        await library.open(run);
        return repositories.files(run, options, pace);
      }),
    tables: (dataset, options, onProgress) =>
      inquiries.ask('tables', (pace) => exportTables(datasets, dataset, options, { ...pace, onProgress })),
    holdsModel: (file) => holdsModel(file),
    load: (snapshot) => sharing.load(snapshot),

    importWeights: async (given) => sharing.load(await modelOfWeights(given, platform)),

    modelLink: (run, options) => library.opened({ run }, () => sharing.modelLink(run, options)),
    recipeLink: (of, view) => sharing.recipeLink(of, view),
    openLink: (hash) => sharing.openLink(hash),
    completed: (recipe) => sharing.completed(recipe),
  };
}
