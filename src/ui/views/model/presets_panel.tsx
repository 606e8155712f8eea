import { isBusy } from '../../../state/phases.ts';
import type { Config, ModelCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { presetWords } from './setting_help.ts';

/** Models to start from, as sentences, and the baselines that are always beside them. */
export function PresetsPanel() {
  const models = useValue((state) => state.models);
  const baselines = useValue((state) => state.baselines);
  return (
    <>
      {models.map((model) => (
        <Panel key={model.name} title={model.title}>
          <p className="muted">{model.source}</p>
          <div className="cards">
            {Object.keys(model.presets).map((preset) => (
              <PresetCard key={preset} model={model} preset={preset} />
            ))}
          </div>
        </Panel>
      ))}
      <Panel title="Always beside it">
        <p className="muted">Baselines need no training. What does not beat them is not worth its price.</p>
        <ul className="prose">
          {baselines.map(({ name, title, description }) => (
            <li key={name}>
              <strong>{title}</strong>: {description}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function PresetCard({ model, preset }: { readonly model: ModelCard; readonly preset: string }) {
  const chosen = useValue((state) => state.choice.model === model.name && state.choice.preset === preset);
  const edited = useValue((state) => Object.keys(state.choice.config).length > 0);
  const suggested = useValue((state) => state.audit?.historyLength);
  const busy = useValue((state) => state.working || isBusy(state.phase));
  const { run } = useActions();
  const length: Config = suggested === undefined ? {} : { length: suggested };
  const config: Config = { ...model.defaults, ...length, ...model.presets[preset] };
  const sentence = model.says.replace('{length}', String(config.length));
  const sizes = Object.entries(config).filter(([name]) => !['length', 'dropout'].includes(name));
  return (
    <button
      type="button"
      className="card"
      aria-pressed={chosen}
      disabled={busy}
      onClick={() => run.choose({ model: model.name, preset, config: {} })}
    >
      <strong>
        {preset}
        {chosen && edited ? ', changed' : ''}
      </strong>
      <span>
        {[sentence, presetWords[preset] ?? ''].filter((words) => words !== '').join('; ')} (
        {sizes.map(([name, value]) => `${name} ${value}`).join(', ')})
      </span>
    </button>
  );
}
