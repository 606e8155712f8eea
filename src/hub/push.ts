/** Puts the files of a model into a repository of the Hugging Face hub, by its own client, as the owner of a token. */
import { commit, createRepo } from '@huggingface/hub';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { checkPush, HUB, type Push, type Pushed } from './wish.ts';

interface PushOptions {
  readonly hub?: string;
  readonly signal?: AbortSignal;
}

/** @throws SettingsError for what the hub would not take, before it is asked, and for what it answers; CancelledError */
export async function pushToHub(push: Push, { hub = HUB, signal }: PushOptions = {}): Promise<Pushed> {
  checkPush(push);
  const repo = { type: 'model', name: push.repository } as const;
  const asked = { repo, accessToken: push.token, hubUrl: hub };
  try {
    await createRepo({ ...asked, visibility: push.private ? 'private' : 'public' }).catch((error: unknown) => {
      if (statusOf(error) !== EXISTS) throw error;
    });
    signal?.throwIfAborted();
    const made = await commit({
      ...asked,
      title: 'A model trained with Nextup',
      operations: push.files.map(({ path, content }) => ({
        operation: 'addOrUpdate',
        path,
        content: new Blob([content]),
      })),
      useXet: false, // it is WebAssembly, and asks further hosts
      useWebWorkers: { minSize: Infinity }, // digests by the browser itself, whatever the size
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    return { address: `${hub}/${push.repository}`, commit: made?.commit.oid ?? '' };
  } catch (error) {
    if (signal?.aborted === true) throw new CancelledError('push: it was cancelled; what was sent before stays there');
    throw new SettingsError(`push: ${refusal(push, hub, error)}`);
  }
}

const EXISTS = 409;
const statusOf = (error: unknown): number | null =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;

/** Why it was not taken, and what to do; what the hub said is told, but for the token. */
function refusal({ repository, token }: Push, hub: string, error: unknown): string {
  const { host } = new URL(hub);
  const said = (error instanceof Error ? error.message : String(error)).replaceAll(token, '…').slice(0, 300);
  switch (statusOf(error)) {
    case 401:
      return `${host} does not know this token; make one with leave to write at ${host}/settings/tokens`;
    case 403:
      return `this token may not write to ${repository}; give it leave, or choose an OWNER whose repositories it may write to. ${host} said: ${said}`;
    case null:
      return `${host} gave no answer, or the connection broke (${said}); try again, or save the folder and push it with git`;
    default:
      return `${host} did not take it: ${said}`;
  }
}
