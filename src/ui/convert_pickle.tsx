import { CONVERT } from '../core/convert_pickle.ts';

/** The lines that make safetensors of a pickle, where one was refused. */
export const ConvertPickle = () => (
  <pre className="convert" tabIndex={0} aria-label="convert.py">
    {CONVERT}
  </pre>
);
