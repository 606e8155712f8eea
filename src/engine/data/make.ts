import { readIdList } from '../../data/id_list.ts';
import { firstLines } from '../../data/import/text/firstlines.ts';
import { missing } from '../../data/import/plan.ts';
import { sniff } from '../../data/import/sniff.ts';
import { worlds } from '../../data/simulator/worlds.ts';
import type { Common } from '../common.ts';
import { settle } from '../settle.ts';
import { Datasets } from './datasets.ts';
import type { DataDoor } from './door.ts';
import { KeptDatasets } from './kept_datasets.ts';
import { correctPlan } from './plans.ts';
import { Readings } from './readings.ts';
import { reopen } from './reopening.ts';
import { storageReport } from './storage_report.ts';

/** The datasets of a session, and the door to them. */
export interface Data {
  readonly door: DataDoor;
  readonly datasets: Datasets;
  readonly kept: KeptDatasets;
}

/** @param needed  fingerprint of the dataset that an unfinished run needs, which may not be deleted; null where there is none */
export function makeData({ platform }: Common, needed: () => Promise<string | null>): Data {
  const readings = new Readings();
  const datasets = new Datasets(readings);
  const kept = new KeptDatasets(platform);
  const door: DataDoor = {
    worlds: () => Promise.resolve(worlds.map(({ name, title, sentence }) => ({ name, title, sentence }))),
    simulate: (world, seed = 1) => datasets.simulate(world, seed),
    sniff: (files, formats = [], before) => sniff(files, { formats, before }),
    firstLines: (files, formats = []) => firstLines(files, formats),
    correct: (plan, correction) => settle(() => correctPlan(plan, correction)),
    missing: (plan) => settle(() => missing(plan)),
    open: (files, options = {}, progress) => datasets.open(files, options, progress),
    read: (files, plan, progress) => readings.read(files, plan, progress),
    rejectedRows: (reading) => settle(() => readings.rejectedRows(reading)),
    cancelOpen: () => settle(() => readings.cancel()),
    reshape: (source, shaping) => datasets.reshape(source, shaping),
    giveCodes: (dataset, file) => datasets.giveCodes(dataset, file),
    takeBackCodes: (dataset) => settle(() => datasets.takeBackCodes(dataset)),
    readIds: (file, of) => readIdList('blob' in file ? file : { name: file.name, blob: file }, of),
    audit: (dataset) => settle(() => datasets.audit(dataset)),
    splits: (dataset) => settle(() => datasets.splits(dataset)),
    histories: (dataset, from, count) => settle(() => datasets.histories(dataset, from, count)),
    findUsers: (dataset, text, count = 8) => settle(() => datasets.findUsers(dataset, text, count)),

    keep: (dataset) => settle(() => kept.keep(datasets.get(dataset))),
    keptDatasets: () => kept.list(),
    reopen: (id, shaping = {}) => reopen(kept, datasets, id, shaping),
    forgetDataset: async (id) => kept.forget(id, await needed()),
    storage: () => storageReport(platform),
  };
  return { door, datasets, kept };
}
