import { weightsWords } from '../../../core/weights_words.ts';
import type { RunSummary } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, count, counted } from '../../format.ts';
import { Fact } from './fact.tsx';
import { StatedScores } from './stated_scores.tsx';
import { VerifyPanel } from './verify_panel.tsx';

/** What a model that was received says of itself, and whether it is the one that recommends. */
export function ModelCard({ run }: { readonly run: RunSummary }) {
  const models = useValue((state) => state.models);
  const { recipe, parameters, snapshot, weightsSha256 } = run;
  if (snapshot === null) return null;
  const { items, titled, weights, bytes: size } = snapshot;
  const title = models.find(({ name }) => name === recipe.model)?.title ?? recipe.model;
  return (
    <>
      <p>
        {title} for {counted(items, 'item')}
        {titled ? '' : ' without titles'}, trained on “<bdi>{recipe.dataset.name}</bdi>” as it says.
      </p>
      <Asked run={run} />
      <VerifyPanel run={run} />
      <details>
        <summary>What is inside, and what its author states</summary>
        <p>{weightsWords(run)}</p>
        <dl className="received-facts">
          <Fact name="parameters">{count(parameters)}</Fact>
          <Fact name="weights">
            {weights}, {bytes(size)}
          </Fact>
          <Fact name="file">{weightsSha256.slice(0, 12)}</Fact>
        </dl>
        <StatedScores run={run} />
      </details>
    </>
  );
}

/** Whether the lists on this page are this model's; where they are not, how to get them. */
function Asked({ run: { id } }: { readonly run: RunSummary }) {
  const asked = useValue((state) => state.asked === id);
  const inTry = useValue((state) => state.view === 'try');
  const { trial, view } = useActions();
  const ask = (): void => {
    view.show('try');
    void trial.ask(id);
  };
  if (asked) {
    return (
      <p className="muted">It recommends {inTry ? 'below' : 'in Try'}, on this device; nothing of yours was changed.</p>
    );
  }
  return (
    <div className="row">
      <button type="button" onClick={ask}>
        Ask it
      </button>
      <span className="muted">Another one is asked now; nothing of yours was changed.</span>
    </div>
  );
}
