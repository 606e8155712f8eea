import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { modelFileIn } from '../../exchange/model_archive.ts';
import { formatLink, parseLink, type LinkView } from '../../snapshot/link.ts';
import { MAX_LINKED_CODER_BYTES } from '../../snapshot/limits.ts';
import { encodeTitleCoder, type TitleCoder } from '../../snapshot/title_coder.ts';
import { modelContent, modelIn } from '../../snapshot/model_link.ts';
import type { Metrics } from '../run/evaluation_messages.ts';
import type { Recipe, RecipeInput, RunSummary } from '../run/messages.ts';
import type { QuantizationPrice, SnapshotOptions } from '../run/snapshot_messages.ts';
import type { Id } from '../messages.ts';
import type { CompletedRecipe, MadeLink, OnnxExport, OnnxOptions, OpenedLink, SharedScore } from './messages.ts';
import type { Datasets } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Platform } from '../platform.ts';
import { exportOnnx } from './onnx.ts';
import { Prices } from './price.ts';
import { receiptOf, type Receipt } from '../run/receipt.ts';
import { completeRecipe } from '../run/recipes.ts';
import { recipeDigest } from '../run/recipe_digest.ts';
import type { Runs } from '../run/runs.ts';
import { linkOfRecipe, readRecipe } from './share.ts';
import type { WholeState } from '../../snapshot/states.ts';
import { readSnapshot, rewriteSnapshot, writeSnapshot } from '../run/snapshots.ts';
import type { Training } from '../run/training.ts';

/** Models and recipes on their way out and in: files and links. */
export class Sharing {
  private readonly platform: Platform;
  private readonly datasets: Datasets;
  private readonly runs: Runs;
  private readonly training: Training;
  private readonly prices: Prices;

  constructor(platform: Platform, sessions: GpuSessions, datasets: Datasets, runs: Runs, training: Training) {
    this.platform = platform;
    this.datasets = datasets;
    this.runs = runs;
    this.training = training;
    this.prices = new Prices(sessions);
  }

  async snapshot(id: Id, options: SnapshotOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    const opened = this.runs.opened(id);
    if (options.states === true && options.receipt !== true) {
      throw new SettingsError('snapshot: states go with a receipt only; ask for receipt: true as well');
    }
    const states = options.states === false ? [] : this.statesOf(id);
    if (options.states === true && states.length === 0) {
      throw new SettingsError(
        `snapshot: no whole states of ${id} are kept, for it is not the last one of this visit, is large, or knows its items by codes`,
      );
    }
    if (opened !== undefined) return rewriteSnapshot(opened, options, await this.receipt(id, options.receipt), states);
    const price = options.precision === 'int8' ? await this.price(id, {}) : null;
    const receipt = await this.receipt(id, options.receipt);
    return writeSnapshot(
      this.runs.get(id),
      this.platform,
      options,
      price,
      receipt,
      options.states === true ? states : [],
    );
  }

  /** Whole states of a run of this visit, or of an opened file. */
  private statesOf(id: Id): readonly WholeState[] {
    const opened = this.runs.opened(id);
    return opened === undefined ? this.runs.get(id).kept.states : (opened.file.states ?? []);
  }

  /** What a file of a run says of its training; null for nothing. */
  private async receipt(id: Id, wanted?: boolean): Promise<Receipt | null> {
    const own = this.runs.find(id) !== undefined;
    if (wanted === false || (own && wanted === undefined)) return null;
    if (own) return receiptOf(await this.runs.summarise(id));
    const received = this.runs.opened(id)?.receipt ?? null;
    if (received === null && wanted === true) throw new SettingsError(`receipt: ${id} was opened without one`);
    return received;
  }

  async price(id: Id, pace: Pace): Promise<QuantizationPrice> {
    return this.prices.of(this.runs.get(id), this.training.holder !== null, pace);
  }

  async onnx(id: Id, options: OnnxOptions = {}, pace: Pace = {}): Promise<OnnxExport> {
    return exportOnnx(await this.snapshot(id, { receipt: false }), this.platform, options, pace);
  }

  /** Opens a model, called after how it came and the name of its data. */
  async load(bytes: Uint8Array<ArrayBuffer>, by: 'file' | 'link' = 'file'): Promise<RunSummary> {
    const snapshot = await readSnapshot(await modelFileIn(bytes));
    const { dataset } = snapshot.file.manifest;
    const name = dataset === null ? `A model from a ${by}` : `From a ${by}: ${dataset}`;
    return this.runs.summarise(this.runs.addSnapshot({ ...snapshot, summary: { ...snapshot.summary, name } }));
  }

  async modelLink(id: Id, { titles = true, view = 'try' }: LinkOptions = {}): Promise<MadeLink> {
    const opened = this.runs.opened(id);
    const coder = opened === undefined ? (this.runs.get(id).coded?.coder ?? null) : opened.model.coder;
    const file = await this.snapshot(id, { precision: 'int8', titles, coder: fitsLink(coder), receipt: false });
    return { hash: formatLink({ view, kind: 'model', content: await modelContent(file) }), bytes: file.length };
  }

  async recipeLink(of: { readonly run: Id } | RecipeInput, view: LinkView = 'train'): Promise<MadeLink> {
    if (!('run' in of)) {
      const { recipe } = await this.completed(of);
      return linkOfRecipe(recipe, this.datasets.get(of.dataset), this.datasets.audit(of.dataset), null, view);
    }
    const { recipe, test, weightsAt, snapshot } = await this.runs.summarise(of.run);
    if (snapshot !== null) {
      throw new SettingsError(`link: ${of.run} came without its recipe, which names its data; share the model itself`);
    }
    const opened = this.datasets.withFingerprint(recipe.dataset.fingerprint);
    if (opened === null) {
      throw new SettingsError(`link: the data of ${of.run}, ${recipe.dataset.name}, is not open; open it first`);
    }
    const scored = test && scoreOf(test, weightsAt.epoch);
    return linkOfRecipe(recipe, opened, this.datasets.audit(opened.id), scored, view);
  }

  async openLink(hash: string): Promise<OpenedLink> {
    const { view, kind, content } = parseLink(hash);
    if (kind === 'recipe') return { kind, view, recipe: readRecipe(content) };
    return { kind, view, run: await this.load(await modelIn(content), 'link') };
  }

  async completed(input: RecipeInput): Promise<CompletedRecipe> {
    const { dataset, guessed } = this.datasets.get(input.dataset);
    const recipe: Recipe = await completeRecipe(input, dataset, this.datasets.audit(input.dataset), guessed);
    return { recipe, digest: await recipeDigest(recipe) };
  }
}

/** Whether what codes new titles is small enough for a link. */
const fitsLink = (coder: TitleCoder | null): boolean =>
  encodeTitleCoder(coder).reduce((bytes, { data }) => bytes + data.byteLength, 0) <= MAX_LINKED_CODER_BYTES;

interface LinkOptions {
  readonly titles?: boolean;
  readonly view?: LinkView;
}

const scoreOf = ({ hr, ndcg, users }: Metrics, epochs: number): SharedScore => ({
  hr10: hr['10'],
  ndcg10: ndcg['10'],
  users,
  epochs,
});
