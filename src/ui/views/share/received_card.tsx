import type { RunSummary } from '../../../worker/contract.ts';
import type { Received } from '../../../state/slices/share.ts';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, count, score } from '../../format.ts';
import { RecipeCard } from './recipe_card.tsx';

/** What came by a link or file, before anybody believes it. Everything in it is shown as text. */
export function ReceivedCard() {
  const received = useValue((state) => state.received);
  const { receive } = useActions();
  if (received === null) return null;
  const by = received.kind === 'model' ? received.by : 'link';
  return (
    <section className="panel received" aria-label={`From a ${by}`}>
      <div className="share-head">
        <h2>
          {received.kind === 'model' ? 'A model' : 'A recipe'} <span className="tag">from a {by}, author unknown</span>
        </h2>
        <button type="button" onClick={() => receive.dismiss()}>
          Put away
        </button>
      </div>
      {received.kind === 'model' ? <ModelCard received={received} /> : <RecipeCard received={received} />}
    </section>
  );
}

function ModelCard({ received: { run } }: { readonly received: Extract<Received, { kind: 'model' }> }) {
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
      <StatedScores run={run} />
      <p className="muted">
        It recommends below, on this device. It was opened beside your own work; nothing of yours was changed.
      </p>
    </>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the author says it scored. */
function StatedScores({ run: { snapshot, recipe } }: { readonly run: RunSummary }) {
  const scores = snapshot?.scores ?? [];
  if (scores.length === 0) return <p>It states no score.</p>;
  return (
    <table className="numeric">
      <caption>
        Stated by its author, not measured here (protocol {recipe.protocol.hash}, seen items {recipe.protocol.seen})
      </caption>
      <thead>
        <tr>
          <th scope="col">targets</th>
          <th scope="col">weights</th>
          <th scope="col">NDCG@10</th>
          <th scope="col">HR@10</th>
          <th scope="col">users</th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ stage, weights, users, values }) => (
          <tr key={`${stage} ${weights}`}>
            <th scope="row">{stage}</th>
            <td>{weights}</td>
            <td>{stated(values['ndcg@10'])}</td>
            <td>{stated(values['hr@10'])}</td>
            <td>{count(users)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const stated = (value: number | undefined): string => (value === undefined ? '–' : score(value));
