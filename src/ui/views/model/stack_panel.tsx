import { useMemo, useState } from 'react';
import { isBusy } from '../../../state/phases.ts';
import { useValue } from '../../app_context.ts';
import { useTraining } from '../../controls/use_training.ts';
import { Panel } from '../../controls/fields.tsx';
import { ConfigFields, TrainingFields } from '../../controls/setting_fields.tsx';
import { count, percent } from '../../format.ts';
import { stagesOf, type Stage } from './stages.ts';

/** The model as a stack of boxes: as wide as the numbers it works with, with a bar for its share of the parameters. */
export function StackPanel() {
  const estimate = useValue((state) => state.estimate);
  const [open, setOpen] = useState<string | null>(null);
  const models = useValue((state) => state.models);
  const chosen = useValue((state) => state.choice.model);
  const groups = useMemo(() => {
    const parts = models.find(({ name }) => name === estimate?.recipe.model)?.stages ?? [];
    return estimate === null ? [] : stagesOf(estimate, parts);
  }, [estimate, models]);
  const card = models.find(({ name }) => name === chosen);
  // Which boxes there are is up to a list, so it stands in none of them.
  const lists = Object.entries(card?.settings ?? {}).flatMap(([name, setting]) => ('least' in setting ? [name] : []));
  const stages = groups.flatMap((group) => group.stages);
  const widest = Math.max(1, ...stages.map(({ width }) => width));
  if (estimate === null) return null;
  const toggle = (key: string): void => setOpen(open === key ? null : key);
  return (
    <Panel title="From a history to a list" className="stack">
      <p className="muted">
        Read from top to bottom. A box is as wide as the numbers it holds for one item, its bar the share of all
        parameters. Press a box to see what it does and to change it.
      </p>
      {lists.length === 0 ? null : <Settings names={lists} />}
      <ol className="stages">
        {groups.map(({ key, title, stages: inside }) => (
          <li key={key} className={title === null ? undefined : 'block'}>
            {title === null ? null : <h3>{title}</h3>}
            {inside.map((stage) => (
              <StageBox
                key={stage.key}
                stage={stage}
                width={stage.width / widest}
                share={stage.parameters / estimate.parameters}
                open={open === stage.key}
                onOpen={() => toggle(stage.key)}
              />
            ))}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

interface StageBoxProps {
  readonly stage: Stage;
  /** Of the widest box, from 0 to 1. */
  readonly width: number;
  /** Of all parameters. */
  readonly share: number;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function StageBox({ stage, width, share, open, onOpen }: StageBoxProps) {
  const { title, shapes, parameters } = stage;
  return (
    <div className="stage">
      <button
        type="button"
        className="box"
        aria-expanded={open}
        style={{ inlineSize: `calc(220px + (100% - 220px) * ${width.toFixed(3)})` }}
        onClick={onOpen}
      >
        <span className="title">{title}</span>
        <span className="size">
          {parameters === 0 ? 'no parameters of its own' : `${count(parameters)} · ${percent(share)}`}
        </span>
        <span className="share" style={{ inlineSize: `${(100 * share).toFixed(2)}%` }} />
      </button>
      {open ? <StageDetails stage={stage} /> : <small className="shape">{shapes[0]}</small>}
    </div>
  );
}

function StageDetails({ stage: { sentence, shapes, settings } }: { readonly stage: Stage }) {
  return (
    <div className="stage-details">
      <p>{sentence}</p>
      <p className="muted">
        {shapes.length === 1 ? 'Shape' : 'Shapes'} <code>{shapes.join(' ')}</code>
      </p>
      <Settings names={settings} />
    </div>
  );
}

/** Fields of these settings with what happens when one is raised. */
export function Settings({ names }: { readonly names: readonly string[] }) {
  const busy = useValue((state) => state.working || isBusy(state.phase));
  const model = useValue((state) => state.models.find(({ name }) => name === state.choice.model));
  const training = useTraining();
  if (names.length === 0) return <p className="muted">Nothing to set here.</p>;
  if (model === undefined || training === null) return null;
  return (
    <fieldset className="fields" disabled={busy}>
      <legend className="hidden">Settings of this part</legend>
      <ConfigFields model={model} names={names.filter((name) => name in model.settings)} raised />
      <TrainingFields training={training} names={names.filter((name) => name in training.settings)} raised />
    </fieldset>
  );
}
