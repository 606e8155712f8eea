import { callback, fields, flag, oneOf, perhaps, seed, text, whole } from '../../core/schema.ts';
import { idsOf } from '../../data/id_list.ts';
import { shapingSchema } from '../../data/shaping/schema.ts';
import { worldNames } from '../../data/simulator/worlds.ts';
import { dataset, may, needs, type MethodsOf } from '../argument.ts';
import type { DataDoor } from './door.ts';
import { correction, fileFormats, importPlan, inputFile, inputFiles } from './import_schema.ts';
import type { OpenOptions, ReadingProgress } from './messages.ts';
import { sourceId } from './schema.ts';

const files = needs('files', inputFiles);
const formats = may('formats', fileFormats);
const plan = needs('plan', importPlan);
const progress = may('progress', callback<(p: ReadingProgress) => void>());
const kept = needs('kept', text('the id of a kept dataset, as text'));

const openOptions = fields<OpenOptions>({
  plan: perhaps(importPlan),
  shaping: perhaps(shapingSchema),
  acceptProblems: perhaps(flag),
});

export const dataMethods: MethodsOf<DataDoor> = {
  worlds: [],
  simulate: [needs('world', oneOf(worldNames)), may('seed', seed)],
  sniff: [files, formats, may('before', importPlan)],
  firstLines: [files, formats],
  correct: [plan, needs('correction', correction)],
  missing: [plan],
  open: [files, may('options', openOptions), progress],
  read: [files, plan, progress],
  rejectedRows: [needs('reading', text('the id of a reading, as text'))],
  cancelOpen: [],
  reshape: [needs('source', sourceId), needs('shaping', shapingSchema)],
  giveCodes: [dataset, needs('file', fields({ name: text('the name of a file'), text: text() }))],
  takeBackCodes: [dataset],
  readIds: [needs('file', inputFile), needs('of', oneOf(idsOf))],
  audit: [dataset],
  splits: [dataset],
  histories: [dataset, needs('from', whole(0)), needs('count', whole(0))],
  findUsers: [dataset, needs('text', text()), may('count', whole(1))],
  keep: [dataset],
  keptDatasets: [],
  reopen: [kept, may('shaping', shapingSchema)],
  forgetDataset: [kept],
  storage: [],
};
