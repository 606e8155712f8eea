import { useActions, useValue } from '../../app_context.ts';
import { bytes, percent } from '../../format.ts';
import { ChoiceBox, ModelInside, TitlesField, type FormProps } from './form_panels.tsx';

/** The model as an ONNX file, which is offered once it was run beside the model. */
export function OnnxPanel({ choice }: FormProps) {
  const offer = useValue((state) => state.offer);
  const { share } = useActions();
  return (
    <>
      <TitlesField choice={choice} />
      <ChoiceBox choice={choice} name="streaming">
        One item after another: it is given what it told of the items before, instead of the whole history
      </ChoiceBox>
      <div className="share-made" aria-live="polite">
        {offer.kind === 'refused' ? <p className="notice danger">{offer.reason}</p> : null}
        {offer.kind === 'making' ? (
          <p className="muted">Making the file and running it beside the model: {percent(offer.done ?? 0)}…</p>
        ) : null}
        {offer.kind === 'onnx' ? (
          <p>
            <strong>{bytes(offer.bytes)}</strong> · ONNX, weights as trained. {offer.agreement.runtime}, ran it on{' '}
            {offer.agreement.histories} histories{choice.streaming ? ', item by item,' : ''} and gave the model’s own
            first {offer.agreement.places} items, with logits within {offer.agreement.difference.toExponential(1)} of
            the largest.
          </p>
        ) : null}
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={offer.kind !== 'onnx'} onClick={() => share.save()}>
          Save the file
        </button>
      </div>
      <ModelInside choice={choice} />
    </>
  );
}
