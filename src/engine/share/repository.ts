import type { Pace } from '../../core/pace.ts';
import { zipped } from '../../eject/zip.ts';
import { configJson } from '../../exchange/config_json.ts';
import { MODEL_FILE } from '../../exchange/model_archive.ts';
import { modelCard, type MeasuredRow } from '../../exchange/model_card.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { readModel } from '../../snapshot/model_file.ts';
import type { Datasets } from '../data/datasets.ts';
import type { Id } from '../messages.ts';
import type { Library } from '../run/library.ts';
import type { RunSummary } from '../run/messages.ts';
import type { Runs } from '../run/runs.ts';
import { layouts } from '../run/layouts.ts';
import type { Repository, RepositoryFiles, RepositoryOptions } from './messages.ts';
import type { Sharing } from './sharing.ts';

/** Runs on their way out as folders as the hub of Hugging Face has them. */
export class Repositories {
  private readonly datasets: Datasets;
  private readonly runs: Runs;
  private readonly library: Library;
  private readonly sharing: Sharing;

  constructor(datasets: Datasets, runs: Runs, library: Library, sharing: Sharing) {
    this.datasets = datasets;
    this.runs = runs;
    this.library = library;
    this.sharing = sharing;
  }

  /** The folder as an archive. @throws SettingsError, SnapshotError, CancelledError */
  async repository(run: Id, options: RepositoryOptions, pace: Pace): Promise<Repository> {
    const { name, files, card } = await this.filesOf(run, options, pace);
    return {
      zip: await zipped(`nextup-${name}`, files, pace),
      files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length })),
      card,
    };
  }

  /** The folder file by file. @throws SettingsError, SnapshotError, CancelledError */
  async files(run: Id, options: RepositoryOptions, pace: Pace): Promise<RepositoryFiles> {
    const { files, card } = await this.filesOf(run, options, pace);
    return { files: files.map(({ path, bytes }) => ({ path, content: bytes })), card };
  }

  private async filesOf(run: Id, options: RepositoryOptions, pace: Pace) {
    const { titles, receipt, dataLicence = null } = options;
    const kept = { ...(titles === undefined ? {} : { titles }), ...(receipt === undefined ? {} : { receipt }) };
    const model = await this.sharing.snapshot(run, { ...kept, precision: 'f32' });
    const { manifest, items, receipt: said } = await readModel(model, layouts);
    const summary = await this.runs.summarise(run);
    const named = modelNamed(manifest.arch);
    const card = modelCard({
      ...{ model: named, manifest, dataLicence, receipt: said !== undefined },
      ...{
        parameters: summary.parameters,
        titled: items.titles !== null,
        rounded: summary.snapshot?.weights === 'int8',
      },
      ...{ counts: this.countsOf(summary), adapter: adapterOf(summary), protocol: summary.recipe.protocol.sentence },
      ...{ measured: await this.measured(summary, pace), users: summary.test?.users ?? null },
      verdict: summary.againstBaseline?.sentence ?? null,
    });
    const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
    const files = [
      { path: 'README.md', bytes: text(card) },
      { path: 'config.json', bytes: text(configJson(named, manifest)) },
      { path: MODEL_FILE, bytes: model },
    ];
    return { name: named.name, files, card };
  }

  private countsOf({ recipe }: RunSummary): { readonly interactions: number; readonly users: number } | null {
    const { fingerprint } = recipe.dataset;
    const opened = fingerprint === '' ? null : this.datasets.withFingerprint(fingerprint);
    if (opened === null) return null;
    return { interactions: opened.dataset.items.length, users: opened.dataset.users.length };
  }

  /** The model and the baselines that were tested along with it, each with its intervals. */
  private async measured({ id, test, baselines, recipe }: RunSummary, pace: Pace): Promise<readonly MeasuredRow[]> {
    if (test === null) return [];
    const contenders = [
      { title: modelNamed(recipe.model).title, of: { run: id } },
      ...baselines.map(({ name, title }) => ({ title, of: { run: id, baseline: name } })),
    ];
    const rows: MeasuredRow[] = [];
    const { signal } = pace;
    for (const { title, of } of contenders) {
      rows.push({ title, ...(await this.library.intervals(of, signal === undefined ? {} : { signal })) });
    }
    return rows;
  }
}

const adapterOf = ({ adapter }: RunSummary): string | null => adapter?.key ?? null;
