import { checked, fields, listOf, number, nullOr, oneOf, text, whole, type Schema } from '../../core/schema.ts';
import type { CostAt, MeasuredMixer, MixerConditions, RecordedMixerCosts } from './mixer_messages.ts';
import { withSlope } from './mixer_slope.ts';

/** A file of bench/results/mixers: raw values, and nothing that follows from them. */
interface RecordedCosts extends MixerConditions {
  readonly version: number;
  readonly date: string;
  readonly command: string;
  readonly mixers: readonly MeasuredMixer[];
}

const recordedCostsFile: Schema<RecordedCosts> = fields<RecordedCosts>({
  ...{ version: whole(1, 1), command: text(), adapter: text(), clock: oneOf(['CPU time', 'elapsed time']) },
  ...{ width: whole(1), commit: text(), date: text() },
  mixers: listOf(
    fields<MeasuredMixer>({
      ...{ name: text(), title: text(), growth: oneOf(['linear', 'quadratic']), ended: nullOr(text()) },
      at: listOf(
        fields<CostAt>({ length: whole(1), milliseconds: number, bytes: whole(1), dispatches: whole(1) }),
        'costs',
      ),
    }),
    'mixers',
  ),
});

const files = import.meta.glob<unknown>('../../../bench/results/mixers/*.json', { eager: true, import: 'default' });

/** One for each adapter that is recorded. @throws SettingsError for a file that holds something else */
export const recordedCosts = (): readonly RecordedMixerCosts[] =>
  Object.entries(files).map(([path, file]) => {
    const { adapter, clock, width, commit, date, mixers } = checked(recordedCostsFile, file, path);
    return { adapter, clock, width, commit, date, mixers: mixers.map(withSlope) };
  });
