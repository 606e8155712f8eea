import { lazy, Suspense } from 'react';
import { besideIn } from '../../../state/possible_baselines.ts';
import type { RunSummary } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { FileButton, Panel, SelectField } from '../../controls/fields.tsx';
import { useBaselines } from '../../controls/use_baselines.ts';
import { useRunNames } from '../../use_run_names.ts';
import { StatedScores } from '../share/stated_scores.tsx';
import { DecoderFields } from './decoder_fields.tsx';

const SteeringFields = lazy(async () => ({ default: (await import('./steering_fields.tsx')).SteeringFields }));

const ALONE = 'baseline alone';

/** Who is asked, and models as files. */
export function AskPanel() {
  const runs = useValue((state) => state.runs);
  const asked = useValue((state) => state.asked);
  const names = useRunNames();
  const { trial, receive } = useActions();
  const current = runs.find(({ id }) => id === asked);
  return (
    <Panel title="Who recommends" className="ask">
      <div className="fields">
        <SelectField
          label="Model"
          value={asked ?? ALONE}
          options={{
            [ALONE]: 'none, only a baseline',
            ...names,
          }}
          onChange={(id) => void trial.ask(id === ALONE ? null : id)}
        />
        <BesideField />
        <div className="row">
          <FileButton
            label="Open a model file…"
            accept=".safetensors,.zip,.pt,.pth,.bin"
            onFiles={([file]) => file && void receive.openFile(file)}
          />
          {current !== undefined && current.adapter !== null ? (
            <button
              type="button"
              title="The file holds weights, settings and item titles; no user and no interaction."
              onClick={() => void trial.download()}
            >
              Save the model
            </button>
          ) : null}
          <EveryoneButton />
        </div>
      </div>
      <DecoderFields />
      <Suspense>
        <SteeringFields />
      </Suspense>
      {current === undefined ? null : <About run={current} />}
    </Panel>
  );
}

function EveryoneButton() {
  const none = useValue((state) => state.dataset === null);
  const asked = useValue((state) => state.asked);
  const baseline = useValue(besideIn);
  const { lists } = useActions();
  if (none) return null;
  const by = asked === null ? { baseline } : { run: asked };
  return (
    <button type="button" onClick={() => void lists().then((all) => all.open(by))}>
      Lists for everyone…
    </button>
  );
}

/** What a model says of itself; of one that was received, its card says it while it is there. */
function About({ run }: { readonly run: RunSummary }) {
  const shipped = useValue((state) => state.demo === run.id);
  const onCard = useValue(({ received }) => received?.kind === 'model' && received.run.id === run.id);
  if (onCard) return null;
  if (run.snapshot === null) return run.note === '' ? null : <p className="muted">{run.note}</p>;
  return (
    <details>
      <summary>About this model</summary>
      <p className="muted">
        {shipped
          ? 'It was trained on this simulated bookshop and comes with the page.'
          : 'It was opened from a file or a link whose author is not known.'}
      </p>
      <StatedScores run={run} />
    </details>
  );
}

function BesideField() {
  const baseline = useValue(besideIn);
  const baselines = useBaselines();
  const possible = useValue((state) => state.dataset !== null && state.shared);
  const { trial } = useActions();
  if (!possible) return null;
  return (
    <SelectField
      label="Beside it"
      value={baseline}
      options={Object.fromEntries(baselines.map(({ name, title }) => [name, title]))}
      onChange={(name) => void trial.compareWith(name)}
    />
  );
}
