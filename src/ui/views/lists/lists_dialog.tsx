import { useEffect, useRef, useState } from 'react';
import type { ListsActions } from '../../../state/lists_actions.ts';
import type { ListsChoice } from '../../../state/slices/lists.ts';
import type { SeenRule, SteeringCard, TableFile } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { NumberField, SelectField } from '../../controls/fields.tsx';
import { useBaselines } from '../../controls/use_baselines.ts';
import { useRunNames } from '../../use_run_names.ts';
import { steeringWords } from '../try/steering_words.ts';
import { Listing } from './listing.tsx';
import { Rules } from './rules.tsx';
import { UsersField } from './users_field.tsx';

/** Lists for everybody as a file. Esc closes it, which ends what is being made. */
export function ListsDialog() {
  const choice = useValue((state) => state.lists);
  const actions = useActions();
  const [lists, setLists] = useState<ListsActions | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  useEffect(() => {
    void actions.lists().then((loaded) => setLists(loaded)); // there already: they have opened this
  }, [actions]);
  if (choice === null) return null;
  return (
    <dialog
      ref={dialog}
      className="share-dialog lists-dialog"
      aria-labelledby="lists-title"
      onClose={() => lists?.close()}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <div className="share-body">
        <div className="share-head">
          <h2 id="lists-title">Recommendations for everyone</h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {lists === null ? null : <Form choice={choice} lists={lists} />}
      </div>
    </dialog>
  );
}

const MOST = 128;
const USUAL_COUNT = 10;
const formats: Readonly<Record<TableFile, string>> = {
  csv: 'CSV, which spreadsheets open',
  parquet: 'Parquet, for pandas and databases',
};
type Seen = SeenRule | 'as usual';
const seenRules: Readonly<Record<Seen, string>> = {
  'as usual': 'as in the verdict',
  filtered: 'left out',
  kept: 'may come again',
};

interface FormProps {
  readonly choice: ListsChoice;
  readonly lists: ListsActions;
}

function Form({ choice, lists }: FormProps) {
  const dataset = useValue((state) => state.dataset);
  const card = useCard(lists);
  const busy = useValue((state) => state.listing.kind === 'making');
  if (dataset === null) return <p className="notice">Open the data first: it says who has what already.</p>;
  return (
    <>
      <p>
        What comes next for each user of <strong>{dataset.name}</strong>, after all they have done: a row for each
        place, with <code>user, rank, item, title, score</code>.
      </p>
      <fieldset className="fields" disabled={busy}>
        <ByField choice={choice} lists={lists} />
        <NumberField
          label="Items for each"
          value={choice.count}
          minimum={1}
          maximum={MOST}
          whole
          onChange={(count) => lists.choose({ count: within(count) })}
        />
        <SelectField
          label="What they have already"
          value={choice.seen ?? 'as usual'}
          options={seenRules}
          onChange={(seen) => lists.choose({ seen: seen === 'as usual' ? null : seen })}
        />
        <SelectField
          label="As"
          value={choice.format}
          options={formats}
          onChange={(format) => lists.choose({ format })}
        />
      </fieldset>
      <fieldset disabled={busy}>
        <UsersField choice={choice} lists={lists} users={dataset.users} />
      </fieldset>
      {card === null ? null : (
        <details className="steering">
          <summary>Rules: {steeringWords(choice.steer)}</summary>
          <fieldset disabled={busy}>
            <Rules
              {...{ steer: choice.steer, card }}
              onChange={(steer) => lists.choose({ steer })}
              readIds={lists.readIds}
            />
          </fieldset>
        </details>
      )}
      <Listing choice={choice} lists={lists} />
    </>
  );
}

const within = (count: number | undefined): number =>
  count === undefined || !Number.isInteger(count) ? USUAL_COUNT : Math.min(MOST, Math.max(1, count));

/** Runs and baselines in one list. */
function ByField({ choice, lists }: FormProps) {
  const names = useRunNames();
  const baselines = useBaselines();
  const ofRuns = Object.entries(names).map(([run, name]) => [`run ${run}`, name]);
  const ofBaselines = baselines.map(({ name, title }) => [`baseline ${name}`, `${title} (baseline)`]);
  return (
    <SelectField
      label="By"
      value={'run' in choice.by ? `run ${choice.by.run}` : `baseline ${choice.by.baseline}`}
      options={Object.fromEntries([...ofRuns, ...ofBaselines]) as Readonly<Record<string, string>>}
      onChange={(key) => {
        const [kind, ...rest] = key.split(' ');
        const name = rest.join(' ');
        lists.choose({ by: kind === 'run' ? { run: name } : { baseline: name } });
      }}
    />
  );
}

/** What lists of the open data can be steered by; null before it is known. */
function useCard(lists: ListsActions): SteeringCard | null {
  const dataset = useValue((state) => state.dataset?.id ?? null);
  const [known, setKnown] = useState<{ readonly of: string | null; readonly card: SteeringCard | null }>();
  useEffect(() => {
    let current = true;
    void lists.steering().then((card) => {
      if (current) setKnown({ of: dataset, card });
    });
    return () => {
      current = false;
    };
  }, [dataset, lists]);
  return known?.of === dataset ? known.card : null;
}
