import { useValue } from '../../app_context.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { counted, percent, rounded } from '../../format.ts';
import { findings, lightWords } from './health.ts';

/** Whether training goes well, in words, from what the steps since the last validation reported. */
export function HealthPanel() {
  const health = useValue((state) => state.health);
  const clip = useValue((state) => state.prepared?.recipe.training.clip ?? 0);
  if (health === null) return null;
  return (
    <Panel title="Learning health" className="health">
      <ul>
        {findings(health, clip).map(({ light, words }) => (
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
