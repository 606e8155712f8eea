import type { Pace } from '../../core/pace.ts';
import { zipped } from '../../eject/zip.ts';
import { fingerprintOf } from '../../data/fingerprint.ts';
import { defaultShaping } from '../../data/dataset.ts';
import { tablesOf } from '../../exchange/tables.ts';
import type { Datasets } from '../data/datasets.ts';
import type { Id } from '../messages.ts';
import type { TablesExport, TablesOptions } from './messages.ts';

/** An opened dataset on its way out as files of tables. @throws SettingsError, ImportError where it cannot be split so, CancelledError */
export async function exportTables(
  datasets: Datasets,
  id: Id,
  { format, split }: TablesOptions,
  { signal, onProgress }: Pace,
): Promise<TablesExport> {
  const { dataset } = datasets.get(id);
  const divided = split === undefined ? null : datasets.split(id, split);
  const half = (from: number) => (done: number) => onProgress?.(from + done / 2);
  const { files, ...told } = await tablesOf(dataset, format, divided, { signal, onProgress: half(0) });
  const bytes = await Promise.all(
    files.map(async ({ path, content }) => ({ path, bytes: new Uint8Array(await content.arrayBuffer()) })),
  );
  return {
    zip: await zipped(told.name, bytes, { signal, onProgress: half(0.5) }),
    files: files.map(({ path, rows, content }) => ({ path, rows, bytes: content.size })),
    ...told,
    equal: told.fingerprint === (await fingerprintOf({ ...dataset, shaping: defaultShaping })),
  };
}
