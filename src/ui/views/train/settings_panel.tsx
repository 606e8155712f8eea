import { useEffect } from 'react';
import { isBusy } from '../../../state/phases.ts';
import { presetNamed, settingsInForce, tellingSettings } from '../../../state/presets.ts';
import { valueText } from '../../../core/value.ts';
import type { ModelCard, SeenRule, SplitRule, TrainingCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { useTraining } from '../../controls/use_training.ts';
import { Panel, SelectField } from '../../controls/fields.tsx';
import { LateNumberField } from '../../controls/late_number_field.tsx';
import { ConfigFields, TrainingFields } from '../../controls/setting_fields.tsx';
import { settingName, splitNames, splitNamesOfAll } from '../../setting_words.ts';

const seenRules: Readonly<Record<SeenRule | 'recommended', string>> = {
  recommended: 'as the data suggests',
  filtered: 'are not recommended',
  kept: 'may be recommended',
};

/** The next run: model, preset and the settings that matter; the rest behind a disclosure. */
export function SettingsPanel() {
  const models = useValue((state) => state.models);
  const training = useTraining();
  const choice = useValue((state) => state.choice);
  const busy = useValue((state) => state.working || isBusy(state.phase));
  const { run } = useActions();
  const model = models.find(({ name }) => name === choice.model);
  if (model === undefined || training === null) return <Panel title="Model">Loading…</Panel>;
  return (
    <Panel title="Model">
      <fieldset className="fields" disabled={busy}>
        <legend className="hidden">Settings of the next run</legend>
        <SelectField
          label="Model"
          value={model.name}
          options={Object.fromEntries(models.map(({ name, title }) => [name, title]))}
          help={model.source}
          onChange={(name) => run.choose({ model: name, preset: null, config: {} })}
        />
        <SelectField
          label="Preset"
          help={presetWords(model, choice.preset)}
          value={presetNamed(model, choice.preset).name}
          options={Object.fromEntries(model.presets.map(({ name }) => [name, name]))}
          onChange={(preset) => run.choose({ preset, config: {} })}
        />
        <TrainingFields training={training} names={['epochs', 'batch', 'learningRate', 'patience']} />
        <details>
          <summary>All settings</summary>
          <h3>Size of the model</h3>
          <div className="fields">
            <ConfigFields model={model} />
          </div>
          <h3>How it is trained</h3>
          <MoreFields training={training} />
        </details>
      </fieldset>
    </Panel>
  );
}

/** "2 blocks, 2 heads, width 64, …" would need grammar; names and numbers are enough. */
const presetWords = (model: ModelCard, preset: string | null): string =>
  Object.entries(tellingSettings(model, settingsInForce(model, preset, {})))
    .map(([name, value]) => `${settingName(name)} ${valueText(value)}`)
    .join(', ');

function MoreFields({ training }: { readonly training: TrainingCard }) {
  const choice = useValue((state) => state.choice);
  const dataset = useValue((state) => state.dataset);
  const { data, run } = useActions();
  useEffect(() => void data.countSplits(), [data, dataset]);
  const splits = useValue((state) => state.splits);
  const lacking = splits.find(({ rule }) => rule === choice.split)?.lacking ?? undefined;
  const divided = useValue((state) => state.dataset != null && state.dataset.division !== null);
  const tested = {
    label: 'What is tested',
    help: lacking,
    onChange: (split: SplitRule) => run.choose({ split }),
  };
  const others = Object.keys(training.settings).filter((name) => !FIRST.has(name));
  return (
    <div className="fields">
      {choice.split === 'as published' || divided ? (
        <SelectField {...tested} value={choice.split} options={splitNames} />
      ) : (
        <SelectField {...tested} value={choice.split} options={splitNamesOfAll} />
      )}
      <SelectField
        label="Items already seen"
        value={choice.seen ?? 'recommended'}
        options={seenRules}
        onChange={(seen) => run.choose({ seen: seen === 'recommended' ? null : seen })}
      />
      <TrainingFields training={training} names={others} />
      <LateNumberField
        label="Seed"
        value={choice.seed}
        minimum={0}
        whole
        help="The same seed on the same GPU gives the same bits"
        onChange={(seed) => run.choose({ seed: seed ?? 1 })}
      />
    </div>
  );
}

/** The training settings that are always in sight. */
const FIRST: ReadonlySet<string> = new Set(['epochs', 'batch', 'learningRate', 'patience']);
