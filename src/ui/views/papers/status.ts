import type { PaperStatus } from '../../../worker/contract.ts';

/** As a choice and a tag say it. */
export const statusWords: Readonly<Record<PaperStatus, string>> = {
  passes: 'passes',
  fails: 'fails',
  stale: 'stale',
  'not yet': 'not yet',
};

/** The class of its tag; words say the same. */
export const statusLook: Readonly<Record<PaperStatus, string>> = {
  passes: 'tag good',
  fails: 'tag danger',
  stale: 'tag warning',
  'not yet': 'tag',
};
