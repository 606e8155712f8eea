import type { PaperCard } from '../worker/contract.ts';
import type { AppState } from './store.ts';

/** Whether the experiment of a paper trains, and needs the device to itself. */
export const trains = ({ experiment }: PaperCard): boolean => experiment?.kind === 'trained';

/** The experiment at work, where it trains. */
export function trainingPaper({ papers, runningPaper }: AppState): AppState['runningPaper'] {
  const paper = papers?.find(({ id }) => id === runningPaper?.id);
  return paper !== undefined && trains(paper) ? runningPaper : null;
}

/** Why nothing else trains meanwhile. */
export const experimentTrains = (paper: string): string => `The experiment of ${paper} is training`;
