/** What is pushed to the Hugging Face hub, and whether it could be. */
import { SettingsError } from '../core/errors.ts';

/** Where the hub is. */
export const HUB = 'https://huggingface.co';

export interface PushedFile {
  readonly path: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

export interface Push {
  /** OWNER/NAME; made where there is none. */
  readonly repository: string;
  /** Of whoever pushes, with leave to write. It is held for as long as this takes, and stands in no message. */
  readonly token: string;
  /** Whether nobody else sees a repository that is made for this; one that is there stays as it is. */
  readonly private: boolean;
  readonly files: readonly PushedFile[];
}

export interface Pushed {
  /** Where the model is now. */
  readonly address: string;
  /** The id of the commit there. */
  readonly commit: string;
}

/** @throws SettingsError */
export function checkPush({ repository, token }: Pick<Push, 'repository' | 'token'>): void {
  if (!/^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(repository))
    throw new SettingsError(`push: the repository is '${repository.slice(0, 100)}', expected OWNER/NAME`);
  if (!/^hf_\w{1,100}$/.test(token))
    throw new SettingsError(
      'push: that is no token of the hub, which begins with hf_; make one with leave to write at huggingface.co/settings/tokens',
    );
}
