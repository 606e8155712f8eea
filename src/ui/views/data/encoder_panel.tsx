import { useEffect, useId, useState, type SyntheticEvent } from 'react';
import type { DatasetSummary, EncoderCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { FileButton, Panel } from '../../controls/fields.tsx';
import { Press } from '../../controls/press.tsx';
import { bytes } from '../../format.ts';
import { namedFiles } from '../../named_files.ts';
import { bringingWords, encodedWords, encodingWords, readingWords } from './encoder_words.ts';

/** A sentence encoder of the user's own, which makes the vectors that codes are made of. */
export function EncoderPanel({ dataset }: { readonly dataset: DatasetSummary | null }) {
  const all = useValue((state) => state.encoders);
  const failure = useValue((state) => state.encoderFailure);
  const { encoders } = useActions();
  useEffect(() => void encoders.list(), [encoders]);
  return (
    <Panel title="A text encoder">
      <p className="muted">
        A sentence encoder in ONNX, a file of yours, reads the titles of the items: those that mean the same lie close.
        Codes are then made of its vectors. It computes here, and nothing is sent anywhere.
      </p>
      {all.length === 0 ? null : (
        <ul className="kept-data">
          {all.map((card) => (
            <li key={card.encoder}>
              <Row card={card} />
            </li>
          ))}
        </ul>
      )}
      <Bring open={all.length === 0} />
      <Encoding />
      {failure === null ? null : (
        <p className="notice warning" role="alert">
          {failure}
        </p>
      )}
      {dataset === null ? (
        <p role="status">Open data with titles, and it can read them.</p>
      ) : (
        <Made dataset={dataset} />
      )}
    </Panel>
  );
}

/** Removing is asked for twice: the files may be large to bring again. */
function Row({ card }: { readonly card: EncoderCard }) {
  const [sure, setSure] = useState(false);
  const reading = useValue((state) => state.encoding !== null);
  const none = useValue((state) => state.dataset === null);
  const { encoders } = useActions();
  const { encoder, name, kept } = card;
  return (
    <>
      <span>
        <strong>{name}</strong>{' '}
        <span className="muted">
          {encoder.slice(0, 8)}, {bytes(card.bytes)}, {kept ? 'kept in this browser' : 'not kept'}
        </span>
        <br />
        <small>{readingWords(card)}</small>
      </span>
      <span className="row">
        {sure ? (
          <>
            <button type="button" onClick={() => void encoders.forget(encoder)}>
              Remove for good
            </button>
            <button type="button" autoFocus onClick={() => setSure(false)}>
              Keep it
            </button>
          </>
        ) : (
          <>
            <Press off={reading || none} onPress={() => encoders.encode(encoder)}>
              Read the titles<span className="hidden"> by {name}</span>
            </Press>
            <button type="button" disabled={reading} onClick={() => setSure(true)}>
              Remove<span className="hidden"> {name}</span>
            </button>
          </>
        )}
      </span>
    </>
  );
}

function Bring({ open }: { readonly open: boolean }) {
  const bringing = useValue((state) => state.bringing);
  const { encoders } = useActions();
  const take = (files: readonly File[]): void => void encoders.bring(namedFiles(files));
  return (
    <details open={open}>
      <summary>Bring an encoder</summary>
      <div className="bring">
        <p>
          Drop its folder anywhere on this page, or choose it: model.onnx in one file (at most 537 MB), tokenizer.json,
          and what sentence-transformers writes beside them (modules.json, 1_Pooling/config.json).
        </p>
        <div className="row">
          <FileButton label="Choose its folder…" folder onFiles={take} />
          <FileButton label="Choose its files…" multiple accept=".onnx,.json" onFiles={take} />
        </div>
        <Address />
        {bringing === null ? null : (
          <>
            <progress
              {...(bringing.total === null ? {} : { value: bringing.bytes, max: bringing.total })}
              aria-label="Bringing an encoder"
            />
            <div className="row">
              <p role="status">{bringingWords(bringing)}</p>
              {bringing.file === null ? null : (
                <button type="button" onClick={() => encoders.cancelFetch()}>
                  Cancel
                </button>
              )}
            </div>
          </>
        )}
      </div>
    </details>
  );
}

function Address() {
  const [address, setAddress] = useState('');
  const [sha256, setSha256] = useState('');
  const busy = useValue((state) => state.bringing !== null);
  const { encoders } = useActions();
  const id = useId();
  const ready = address.trim() !== '' && sha256.trim() !== '' && !busy;
  const fetchIt = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (ready) void encoders.fetch(address, sha256);
  };
  return (
    <form className="bring" onSubmit={fetchIt}>
      <label htmlFor={id}>Or the address of its folder on the web</label>
      <input
        id={id}
        type="text"
        inputMode="url"
        value={address}
        placeholder="https://huggingface.co/NAME/MODEL/resolve/main"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setAddress(target.value)}
      />
      <label htmlFor={`${id}-sha`}>and the SHA-256 of its model, as whoever gives it states it</label>
      <input
        id={`${id}-sha`}
        type="text"
        value={sha256}
        placeholder="64 hex digits"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setSha256(target.value)}
      />
      <button type="submit" disabled={!ready}>
        Fetch the encoder
      </button>
      <small>
        That site is told this address and where this page is, {location.origin}, as browsers tell every site; no
        cookies, and nothing of your data. It must allow being read (CORS). What is not what the SHA-256 names is
        refused.
      </small>
    </form>
  );
}

function Encoding() {
  const encoding = useValue((state) => state.encoding);
  const { encoders } = useActions();
  if (encoding === null) return null;
  return (
    <>
      <progress
        {...(encoding.of === null ? {} : { value: encoding.read, max: encoding.of })}
        aria-label="Reading the titles"
      />
      <div className="row">
        <p role="status">{encodingWords(encoding)}</p>
        <button type="button" onClick={() => encoders.cancel()}>
          Cancel
        </button>
      </div>
      <small className="muted">
        Cancelled, it goes on from there when it is asked again, until the page is closed.
      </small>
    </>
  );
}

/** What came out, and whether codes are made of it. */
function Made({ dataset }: { readonly dataset: DatasetSummary }) {
  const made = useValue(({ encoded }) => (encoded?.dataset === dataset ? encoded : null));
  const name = useValue(({ encoders }) => encoders.find(({ encoder }) => encoder === made?.encoder)?.name);
  const { encoders } = useActions();
  if (made === null) return null;
  const { used } = made;
  return (
    <>
      <p role="status">
        {name ?? `Encoder ${made.encoder.slice(0, 8)}`}: {encodedWords(made)}{' '}
        {used ? 'Codes below are made of them, and those of runs of models that know items by codes.' : ''}
      </p>
      <button type="button" onClick={() => encoders.use(!used)}>
        {used ? 'Make codes of the usual vectors again' : 'Make codes of these vectors'}
      </button>
    </>
  );
}
