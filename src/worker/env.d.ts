/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Commit of the build, set by scripts/start.mjs; absent in development. */
  readonly VITE_COMMIT?: string;
}
