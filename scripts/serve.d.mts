export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

export function serve(options: { readonly folder: string; readonly port?: number }): Promise<Served>;
