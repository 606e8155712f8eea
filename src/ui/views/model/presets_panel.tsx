import { useState } from 'react';
import { isBusy } from '../../../state/phases.ts';
import { presetNamed, settingsInForce, tellingSettings } from '../../../state/presets.ts';
import { valueText } from '../../../core/value.ts';
import type { ModelCard, Preset } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { useBaselines } from '../../controls/use_baselines.ts';
import { Panel } from '../../controls/fields.tsx';
import { settingName } from '../../setting_words.ts';

/** Models to start from, as sentences, and the baselines that are always beside them. */
export function PresetsPanel() {
  const models = useValue((state) => state.models);
  const baselines = useBaselines();
  return (
    <>
      <Panel title="Where to start">
        <p className="muted">A model and its size. Open a model to see its presets.</p>
        {models.map((model) => (
          <ModelPresets key={model.name} model={model} />
        ))}
      </Panel>
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

/** The presets of one model: in sight at once where it is the chosen one, and as the reader leaves them from then on. */
function ModelPresets({ model }: { readonly model: ModelCard }) {
  const chosen = useValue(({ choice }) => choice.model === model.name);
  const [inSight] = useState(chosen);
  return (
    <details className="presets" open={inSight}>
      <summary>
        {model.title} {chosen ? <span className="tag good">chosen</span> : null}
      </summary>
      <p className="muted">{model.source}</p>
      <div className="cards">
        {model.presets.map((preset) => (
          <PresetCard key={preset.name} model={model} preset={preset} />
        ))}
      </div>
    </details>
  );
}

function PresetCard({ model, preset }: { readonly model: ModelCard; readonly preset: Preset }) {
  const { name } = preset;
  const chosen = useValue(
    ({ choice }) => choice.model === model.name && presetNamed(model, choice.preset).name === name,
  );
  const edited = useValue((state) => Object.keys(state.choice.config).length > 0);
  const [length, items] = [useValue((state) => state.audit?.historyLength), useValue((state) => state.dataset?.items)];
  const busy = useValue((state) => state.working || isBusy(state.phase));
  const { run } = useActions();
  const config = settingsInForce(model, name, { length, items });
  const sentence = model.says.replace('{length}', String(config.length));
  const sizes = Object.entries(tellingSettings(model, config));
  return (
    <button
      type="button"
      className="card"
      aria-pressed={chosen}
      disabled={busy}
      onClick={() => run.choose({ model: model.name, preset: name, config: {} })}
    >
      <strong>
        {name}
        {chosen && edited ? ', changed' : ''}
      </strong>
      <span>
        {sentence}; {preset.says} (
        {sizes.map(([setting, value]) => `${settingName(setting)} ${valueText(value)}`).join(', ')})
      </span>
    </button>
  );
}
