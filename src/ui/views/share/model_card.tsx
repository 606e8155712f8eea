import type { RunSummary } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, count } from '../../format.ts';
import { Fact } from './fact.tsx';
import { StatedScores } from './stated_scores.tsx';

/** What a model that was received says of itself, and whether it is the one that recommends. */
export function ModelCard({ run }: { readonly run: RunSummary }) {
  const { recipe, parameters, snapshot, weightsSha256 } = run;
  if (snapshot === null) return null;
  const { items, titled, weights, bytes: size } = snapshot;
  return (
    <>
      <dl className="received-facts">
        <Fact name="model">{recipe.model}</Fact>
        <Fact name="parameters">{count(parameters)}</Fact>
        <Fact name="items">
          {count(items)}
          {titled ? '' : ', without titles'}
        </Fact>
        <Fact name="weights">
          {weights}, {bytes(size)}
        </Fact>
        <Fact name="says it was trained on">
          <bdi>{recipe.dataset.name}</bdi>
        </Fact>
        <Fact name="file">{weightsSha256.slice(0, 12)}</Fact>
      </dl>
      <details>
        <summary>What its author states</summary>
        <StatedScores run={run} />
      </details>
      <Asked run={run} />
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
      <p className="muted">
        It recommends {inTry ? 'below' : 'in Try'}, on this device. It was opened beside your own work; nothing of yours
        was changed.
      </p>
    );
  }
  return (
    <div className="row">
      <button type="button" onClick={ask}>
        Ask it
      </button>
      <span className="muted">Another one is asked now. It was opened beside your own work; nothing was changed.</span>
    </div>
  );
}
