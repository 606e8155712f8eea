import { useLosses, useValue } from '../../app_context.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { counted, percent, rounded } from '../../format.ts';
import { findings, lightWords, riseOf, type Rise } from './health.ts';

/** Whether the loss of the run on screen went up. A run that was recovered begins with its first validation. */
export function useRise(): Rise | null {
  const validation = useValue((state) => state.validation);
  const losses = useLosses();
  const means = validation.map(({ loss }) => loss);
  const first = losses.first === 0 ? losses.view().at(0) : means[0];
  return riseOf(first ?? Infinity, means);
}

/** Whether training goes well, in words, from what the steps since the last validation reported. */
export function HealthPanel() {
  const health = useValue((state) => state.health);
  const clip = useValue((state) => state.prepared?.recipe.training.clip ?? 0);
  const step = useValue((state) => state.validation.at(-1)?.step ?? 0);
  const rise = useRise();
  if (health === null) return null;
  return (
    <Panel title="Learning health" className="health">
      <ul>
        {findings(health, clip, { step, rise }).map(({ light, words }) => (
          <li key={words}>
            <span className={`tag ${light}`}>{lightWords[light]}</span> {words}
          </li>
        ))}
      </ul>
      <details>
        <summary>Layer by layer</summary>
        <p className="muted">
          Root mean square of each layer’s weights and of the change that the last step made to them, over{' '}
          {counted(health.steps, 'step')} since the validation before.
        </p>
        <Table
          numeric
          caption="Update of each layer beside its weights"
          columns={['layer', 'weights', 'update', 'update / weights']}
          rows={health.layers.map(({ layer, weights, update }) => [
            layer,
            rounded(weights),
            rounded(update),
            weights === 0 ? 'from 0' : percent(update / weights),
          ])}
        />
      </details>
    </Panel>
  );
}
