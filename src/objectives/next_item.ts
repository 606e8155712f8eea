import { stretch } from '../core/history.ts';
import { defineObjective } from './objective.ts';

/** Read the history, guess at each position the item that follows it. */
export const nextItem = defineObjective({
  name: 'next-item',
  title: 'Next item',
  says: 'At every position the model must guess the item that comes next.',
  source: 'Kang & McAuley 2018, arXiv:1808.09781, section III.E',
  settings: {},
  needs: 'past',
  special: 0,
  ahead: 1,
  pose: (window) => ({ read: stretch(window, 0, -1), asked: window.items.subarray(1) }),
  question: (history) => history,
});
