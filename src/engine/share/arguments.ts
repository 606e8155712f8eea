import { text } from '../../core/schema.ts';
import { dataset, fraction, may, needs, run, type MethodsOf } from '../argument.ts';
import { recipeInput } from '../run/schema.ts';
import type { ShareDoor } from './door.ts';
import * as said from './schema.ts';

export const shareMethods: MethodsOf<ShareDoor> = {
  snapshot: [run, may('options', said.snapshotOptions)],
  quantizationPrice: [run],
  onePage: [run, may('options', said.onePageOptions)],
  onnx: [run, may('options', said.onnxOptions), fraction],
  project: [needs('of', said.ejected), fraction],
  repository: [run, may('options', said.repositoryOptions), fraction],
  repositoryFiles: [run, may('options', said.repositoryOptions)],
  tables: [dataset, needs('options', said.tablesOptions), fraction],
  holdsModel: [needs('file', said.file)],
  load: [needs('snapshot', said.bytes)],
  importWeights: [needs('given', said.foreignWeights)],

  modelLink: [run, may('options', said.linkOptions)],
  recipeLink: [needs('of', said.linked), may('view', said.linkView)],
  openLink: [needs('hash', text('a link from # on, as text'))],
  completed: [needs('recipe', recipeInput)],
};
