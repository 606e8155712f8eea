import type { ReactNode } from 'react';
import { hasReceipt } from '../../../state/verify_actions.ts';
import type { ShareChoice } from '../../../state/slices/share.ts';
import { useActions, useValue } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { bytes, counted } from '../../format.ts';
import { LinkOffer } from './link_offer.tsx';
import { Price } from './price.tsx';

export interface FormProps {
  readonly choice: ShareChoice;
}

export function RecipePanel({ choice }: FormProps) {
  return (
    <>
      <LinkOffer />
      <Inside
        holds={[
          'the name of the data: a simulated world and its seed, or your dataset’s name and the beginning of its fingerprint',
          'model, settings, seed and how the data was shaped',
          ...(choice.run === null ? [] : ['the score on the test targets, to compare with']),
        ]}
        never="item titles"
      />
    </>
  );
}

export function ModelPanel({ choice }: FormProps) {
  return (
    <>
      <Price choice={choice} />
      <TitlesField choice={choice} />
      <LinkOffer />
      <ModelInside choice={choice} />
    </>
  );
}

export function FilePanel({ choice }: FormProps) {
  const offer = useValue((state) => state.offer);
  const { share } = useActions();
  return (
    <>
      <WeightsField choice={choice} />
      <TitlesField choice={choice} />
      <ReceiptField choice={choice} />
      <StatesField choice={choice} />
      <div className="share-made" aria-live="polite">
        {offer.kind === 'refused' ? <p className="notice danger">{offer.reason}</p> : null}
        {offer.kind === 'making' ? <p className="muted">Making the file…</p> : null}
        {offer.kind === 'file' ? (
          <p>
            <strong>{bytes(offer.bytes)}</strong> · safetensors, which Python reads too. Open it here by dropping it on
            the page.
          </p>
        ) : null}
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={offer.kind !== 'file'} onClick={() => share.save()}>
          Save the file
        </button>
      </div>
      <ModelInside choice={choice} />
    </>
  );
}

/** How the weights are stored, and what int8 costs. */
export function WeightsField({ choice }: FormProps) {
  const { share } = useActions();
  return (
    <>
      <SelectField
        label="Weights as"
        value={choice.precision}
        options={{ int8: 'int8: about a quarter of the size', f32: 'f32: exactly as trained' }}
        onChange={(precision) => void share.choose({ precision })}
      />
      {choice.precision === 'int8' ? <Price choice={choice} /> : null}
    </>
  );
}

/** What a model takes along, in a link or a file. */
export function ModelInside({ choice }: FormProps) {
  const measured = useValue(({ runs }) => runs.find(({ id }) => id === choice.run)?.snapshot == null);
  const config = useValue(({ runs }) => runs.find(({ id }) => id === choice.run)?.recipe.config);
  const coded = useValue(({ runs }) => runs.find(({ id }) => id === choice.run)?.codes !== undefined);
  const beside = [
    ...(coded && choice.titles ? TITLE_WORDS[choice.form] : []),
    ...(config?.kinds === 'read' ? ['the names of the kinds of events'] : []),
    ...(config?.values === 'read' ? ['which values of events it tells apart'] : []),
  ];
  return (
    <>
      <Inside holds={[...modelParts(choice, measured), ...beside]} never={choice.titles ? null : 'item titles'} />
      <p className="muted">
        A model learns from everybody in the data: what it recommends can still show which items were popular together.
      </p>
    </>
  );
}

const CODER =
  'which words and pieces of words titles and categories have, as hashes, where codes were made of them: so that a new title can be coded';

/** Of a model that knows items by codes. A link leaves out what is large. */
const TITLE_WORDS: Readonly<Record<ShareChoice['form'], readonly string[]>> = {
  recipe: [],
  model: [`${CODER}; left out where it is more than 64 kB`],
  file: [CODER],
  page: [],
  onnx: [],
  folder: [CODER],
  project: [],
};

const modelParts = ({ titles, form, receipt, states }: ShareChoice, measured: boolean): string[] => [
  `the weights, the settings, and the scores ${measured ? 'measured in this browser' : 'its file states, which were not measured here'}`,
  titles ? 'the id of every item, and its title where it has one' : 'the id of every item',
  ...(receipt && (form === 'file' || form === 'folder')
    ? [
        'the name and the fingerprint of the data, the whole recipe, and a digest of the state after each validation',
        ...(states && form === 'file' ? ['up to three whole states: weights, and the moments of their gradients'] : []),
      ]
    : ['the name of the data, but no fingerprint of it']),
];

interface ChoiceBoxProps extends FormProps {
  readonly name: 'titles' | 'receipt' | 'states' | 'streaming';
  readonly children: ReactNode;
}

/** Something that goes along or does not. */
export function ChoiceBox({ choice, name, children }: ChoiceBoxProps) {
  const { share } = useActions();
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={choice[name]}
        onChange={({ target }) => void share.choose({ [name]: target.checked })}
      />
      {children}
    </label>
  );
}

/** Only where there is one to give. */
export function ReceiptField({ choice }: FormProps) {
  const possible = useValue(({ runs }) => runs.some((run) => run.id === choice.run && hasReceipt(run)));
  if (!possible) return null;
  return (
    <ChoiceBox choice={choice} name="receipt">
      A receipt: who has the same data can train it again and compare bits
    </ChoiceBox>
  );
}

/** Only beside a receipt of a run of this page. */
function StatesField({ choice }: FormProps) {
  const possible = useValue(({ runs }) => {
    const run = runs.find(({ id }) => id === choice.run);
    return run !== undefined && run.snapshot === null && run.codes === undefined && hasReceipt(run);
  });
  if (!possible || !choice.receipt) return null;
  return (
    <ChoiceBox choice={choice} name="states">
      With up to three whole states of its training, each three times as large as the weights: so that stretches can be
      trained again without all before them
    </ChoiceBox>
  );
}

export function TitlesField({ choice }: FormProps) {
  const run = useValue(({ runs }) => runs.find(({ id }) => id === choice.run));
  const items = run?.snapshot?.items ?? run?.test?.items;
  return (
    <ChoiceBox choice={choice} name="titles">
      Item titles{items === undefined ? '' : ` (${counted(items, 'item')})`}; without them the list shows ids
    </ChoiceBox>
  );
}

function Inside({ holds, never }: { readonly holds: readonly string[]; readonly never: string | null }) {
  return (
    <details className="share-inside" open>
      <summary>What is inside</summary>
      <ul>
        {holds.map((part) => (
          <li key={part}>{part}</li>
        ))}
        <li>
          <strong>never</strong> interactions, histories or user ids{never === null ? '' : `; no ${never} either`}
        </li>
      </ul>
    </details>
  );
}
