import { useEffect, type ReactNode } from 'react';
import type { ShapingDraft } from '../../../state/slices/data.ts';
import type { DatasetSummary, Duplicates, Preview, Shaping } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, SelectField } from '../../controls/fields.tsx';
import { Press } from '../../controls/press.tsx';
import { SliderField } from '../../controls/slider_field.tsx';
import { count, percent, rounded } from '../../format.ts';
import { Figure } from './dataset_panel.tsx';
import { ShapeCharts } from './shape_charts.tsx';
import {
  estimateSentence,
  gapWords,
  memoryAdvice,
  removedSentence,
  sameShaping,
  unfitSentence,
} from './shape_words.ts';
import { SplitField } from './split_field.tsx';

const duplicates: Readonly<Record<Duplicates, string>> = {
  keep: 'keep all',
  'drop repeated rows': 'drop rows equal in user, item, time and kind of event',
  'collapse consecutive': 'one item several times in a row counts once',
};

const ties: Readonly<Record<Shaping['ties'], string>> = {
  'file order': 'stay in file order',
  'seeded shuffle': 'are shuffled by a seed',
};

const MINIMUMS: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100];
const HOUR = 3600;
const DAY = 24 * HOUR;
const GAPS: readonly (number | null)[] = [HOUR / 2, HOUR, 4 * HOUR, DAY, 7 * DAY, 30 * DAY, null];
const LASTS: readonly (number | null)[] = [3, 5, 10, 20, 30, 50, 100, 200, 500, null];

/** The steps with the value in force, wherever that comes from. */
const including = <T extends number | null>(steps: readonly T[], value: T): readonly T[] =>
  steps.includes(value) ? steps : [...steps, value].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));

/** How rows become histories, with what that leaves: of the open dataset. Nothing changes before it is applied. */
export function ShapePanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const draft = useValue((state) => state.draft);
  const choice = useValue((state) => state.choice);
  const busy = useValue((state) => state.opening !== null || state.working);
  const { data } = useActions();
  useEffect(() => data.tryShaping(dataset), [data, dataset, choice]);
  useEffect(() => void data.countSplits(), [data, dataset]);
  if (draft?.source !== dataset.id) return null;
  const same = sameShaping(draft.shaping, draft.before);
  return (
    <Panel title="Shape">
      <ShapeFields draft={draft}>
        <div className="row">
          <Press
            look={same ? undefined : 'primary'}
            off={busy || same || draft.preview?.lacking !== null}
            onPress={() => data.applyShaping()}
          >
            Apply
          </Press>
          <Press off={same} onPress={() => data.shape(draft.before)}>
            Back to how it is
          </Press>
          <small>{same ? 'Move a slider to see what it would leave.' : 'Not applied yet. It can be undone.'}</small>
        </div>
      </ShapeFields>
    </Panel>
  );
}

/** Sliders, what they leave in numbers and pictures, and what training on that would take. */
export function ShapeFields({ draft, children }: { readonly draft: ShapingDraft; readonly children: ReactNode }) {
  const { data } = useActions();
  const { shaping, preview, counting, failure } = draft;
  const isOpen = useValue((state) => state.dataset?.id === draft.source) && sameShaping(shaping, draft.before);
  const splits = useValue((state) => state.splits);
  const divided = useValue(({ dataset, importing }) => {
    const sources = [dataset, importing?.reading];
    return sources.some((source) => source?.id === draft.source && source.division !== null);
  });
  const least = (value: number): string => (value === 1 ? 'all' : `at least ${count(value)}`);
  return (
    <>
      <div className="fields">
        <SliderField
          label="Interactions per user"
          help="Users with fewer are left out"
          value={shaping.minimumUser}
          steps={including(MINIMUMS, shaping.minimumUser)}
          words={least}
          onChange={(minimumUser) => data.shape({ minimumUser })}
        />
        <SliderField
          label="Interactions per item"
          help="Items with fewer are left out, until nothing changes"
          value={shaping.minimumItem}
          steps={including(MINIMUMS, shaping.minimumItem)}
          words={least}
          onChange={(minimumItem) => data.shape({ minimumItem })}
        />
        {preview?.gaps === null ? null : (
          <SliderField
            label="Sessions"
            help="After a pause this long, a history goes on as a new one"
            value={shaping.sessionGap}
            steps={including(GAPS, shaping.sessionGap)}
            words={gapWords}
            onChange={(sessionGap) => data.shape({ sessionGap })}
          />
        )}
        <SliderField
          label="Of each history"
          help="Older interactions are left out"
          value={shaping.lastN}
          steps={including(LASTS, shaping.lastN)}
          words={(value) => (value === null ? 'all' : `the last ${count(value)}`)}
          onChange={(lastN) => data.shape({ lastN })}
        />
        <SelectField
          label="Duplicates"
          value={shaping.duplicates}
          options={duplicates}
          onChange={(value) => data.shape({ duplicates: value })}
        />
        <SelectField
          label="Interactions at one time"
          value={shaping.ties}
          options={ties}
          onChange={(value) => data.shape({ ties: value })}
        />
      </div>
      {failure === null ? null : (
        <p className="notice danger" role="alert">
          {failure}
        </p>
      )}
      {preview !== null ? <Left preview={preview} counting={counting} /> : null}
      {preview === null && failure === null ? <p role="status">Counting…</p> : null}
      {preview === null ? null : (
        <SplitField
          cards={isOpen ? splits : []}
          timed={preview.gaps !== null}
          testedOneOut={preview.usersEvaluated}
          divided={divided}
        />
      )}
      {children}
    </>
  );
}

function Left({ preview, counting }: { readonly preview: Preview; readonly counting: boolean }) {
  const model = useValue((state) => state.models.find(({ name }) => name === state.choice.model)?.title ?? 'The model');
  const { after, averageLength, cut, density, lacking } = preview;
  const unfit = unfitSentence(preview, model);
  const advice = memoryAdvice(preview);
  return (
    <div className={counting ? 'left counting' : 'left'} aria-busy={counting}>
      <dl className="figures">
        <Figure name={cut === null ? 'users' : 'sessions'} value={count(after.users)} />
        <Figure name="items" value={count(after.items)} />
        <Figure name="interactions" value={count(after.interactions)} />
        <Figure name={cut === null ? 'per user' : 'per session'} value={rounded(averageLength)} />
        {density > 1 ? (
          <Figure name="per user and item" value={rounded(density)} />
        ) : (
          <Figure name="of the table filled" value={percentOf(density)} />
        )}
      </dl>
      <p role="status">
        {removedSentence(preview)} {counting ? 'Counting…' : ''}
      </p>
      {lacking === null ? null : <p className="notice danger">{lacking}</p>}
      <ShapeCharts preview={preview} />
      <p>{estimateSentence(preview, model)}</p>
      {unfit === null ? null : <p className="notice warning">{unfit}</p>}
      {advice === null ? null : <p className="notice warning">{advice}</p>}
    </div>
  );
}

const percentOf = (density: number): string =>
  density > 0 && density < 0.001 ? `${rounded(100 * density)} %` : percent(density);
