import { valueText } from '../../../core/value.ts';
import type { Received } from '../../../state/slices/share.ts';
import { isBusy } from '../../../state/phases.ts';
import { isSetUp, repetition } from '../../../state/received.ts';
import { useActions, useValue } from '../../app_context.ts';
import { counted, score } from '../../format.ts';
import { Fact } from './fact.tsx';

interface RecipeProps {
  readonly received: Extract<Received, { kind: 'recipe' }>;
}

/** A recipe: what it would train, what its sender says it scored, and the button that does it again. */
export function RecipeCard({ received }: RecipeProps) {
  const { data, input, scored } = received.recipe;
  const settings = { ...input.config, ...input.training };
  const changed = Object.entries(settings).map(([key, value]) => `${key} ${valueText(value)}`);
  return (
    <>
      <dl className="received-facts">
        <Fact name="data">
          {'world' in data ? `${data.title}, simulated, seed ${data.seed}` : <bdi>{data.name}</bdi>}
        </Fact>
        <Fact name="model">
          {input.model}
          {input.preset === undefined ? '' : `, ${input.preset}`}
        </Fact>
        <Fact name="changed settings">{changed.length === 0 ? 'none' : changed.join(', ')}</Fact>
        <Fact name="seed">{input.seed}</Fact>
        {scored === null ? null : (
          <Fact name="sender’s test">
            NDCG@10 {score(scored.ndcg10)}, HR@10 {score(scored.hr10)} on {counted(scored.users, 'user')}, best of epoch{' '}
            {scored.epochs}
          </Fact>
        )}
      </dl>
      <Next received={received} />
      <Outcome received={received} />
    </>
  );
}

/** What can be done with it now. */
function Next({ received }: RecipeProps) {
  const ready = useValue(isSetUp);
  return ready ? <Retrain received={received} /> : <SetUp received={received} />;
}

/** Before it is set up, and again when other data was opened or a setting was changed. */
function SetUp({ received: { recipe, prepared } }: RecipeProps) {
  const { data } = recipe;
  const busy = useValue(({ working, phase, opening }) => working || isBusy(phase) || opening !== null);
  const paused = useValue(({ phase }) => phase === 'paused');
  const possible = useValue(
    ({ dataset }) => 'world' in data || (dataset?.fingerprint.startsWith(data.fingerprint) ?? false),
  );
  const { receive } = useActions();
  const why = !possible
    ? 'It was trained on somebody’s files: open the same files, shaped the same way, first.'
    : busy || paused
      ? 'A run is under way here; its settings stay until you set this up.'
      : prepared === null
        ? 'Opens the data and chooses the settings.'
        : 'Other data is open or other settings are chosen now. This brings those of the recipe back.';
  return (
    <div className="row">
      <button type="button" className="primary" disabled={busy || !possible} onClick={() => void receive.setUp()}>
        Set it up
      </button>
      <span className="muted">{why}</span>
    </div>
  );
}

function Retrain({ received: { prepared } }: RecipeProps) {
  const busy = useValue(({ working, phase, opening }) => working || isBusy(phase) || opening !== null);
  const unfinished = useValue(({ unfinished: kept, phase }) => kept !== null || phase === 'paused');
  const noDevice = useValue((state) => state.device.kind === 'none' || state.device.kind === 'lost');
  const { receive } = useActions();
  const why = noDevice
    ? 'There is no GPU to train on here; the settings are chosen, and the baselines can be measured.'
    : unfinished
      ? 'A run is unfinished here: resume or discard it first, so that it is not overwritten.'
      : 'The data is open and the settings are chosen.';
  return (
    <>
      {prepared?.same === false ? (
        <p className="notice warning">
          This version fills the recipe in differently, or the data is not quite the same: expect another score.
        </p>
      ) : null}
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={busy || noDevice || unfinished}
          onClick={() => void receive.retrain()}
        >
          Retrain this
        </button>
        <span className="muted">{why}</span>
      </div>
    </>
  );
}

/** Whether the score came out again; said of runs of this recipe alone. */
function Outcome({ received: { recipe } }: RecipeProps) {
  const run = useValue(repetition);
  if (run?.test == null || recipe.scored === null) return null;
  const [theirs, ours] = [recipe.scored.ndcg10, run.test.ndcg['10']];
  const close = Math.abs(theirs - ours) <= CLOSE;
  const verdict = close ? 'Reproduced' : 'Another score';
  return (
    <p className={close ? 'notice good' : 'notice warning'}>
      {`${verdict}: NDCG@10 ${score(ours)} here (${run.name}), ${score(theirs)} stated by the sender.`}
    </p>
  );
}

/** Other GPUs round differently; the same recipe on another one ends within this of its NDCG@10 in our worlds. */
const CLOSE = 0.01;
