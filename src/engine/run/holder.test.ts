import { expect, it } from 'vitest';
import { SettingsError } from '../../core/errors.ts';
import { byMeasurement, byPaper, byRun, checkFree } from './holder.ts';

it('what has the device is said with how it is ended', () => {
  expect(() => checkFree('train', null)).not.toThrow();
  expect(() => checkFree('train', byRun('run-1'))).toThrow(SettingsError);
  const said = [byRun('run-1'), byRun(null), byPaper('A1'), byMeasurement('a kernel is measured')].map((holder) => {
    try {
      checkFree('estimate', holder, 'before measuring');
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(said).toEqual([
    'estimate: run-1 is training; pause or stop it before measuring',
    'estimate: a run is training; pause or stop it before measuring',
    'estimate: the experiment of A1 is training; cancel it before measuring',
    'estimate: a kernel is measured; wait for it before measuring',
  ]);
});
