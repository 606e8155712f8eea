/** What every method of the facade takes; a door without its lines does not compile. */
import type { Engine } from './api.ts';
import type { MethodsOf } from './argument.ts';
import { askMethods } from './ask/arguments.ts';
import { checkMethods } from './check/arguments.ts';
import { dataMethods } from './data/arguments.ts';
import { runMethods } from './run/arguments.ts';
import { shareMethods } from './share/arguments.ts';

export const methods: MethodsOf<Engine> = {
  ...dataMethods,
  ...runMethods,
  ...askMethods,
  ...shareMethods,
  ...checkMethods,
};
