import { ask, end, forkOne } from './children.ts';

/** What clients send. */
export type Requests =
  /** Dealt out to the clients, who send theirs in turn. `{change}` is another number in each request. */
  | { readonly bodies: readonly string[] }
  /** Events of WeChat, each about another account, for the component with these keys. */
  | { readonly events: { readonly appId: string; readonly token: string; readonly aesKey: string } };

/** Requests that many clients send all the time, each its next one as soon as it has its answer. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: Requests;
  readonly connections: number;
  readonly seconds: number;
  /** As many requests, instead of `seconds`. */
  readonly amount?: number;
  /** No more than so many; default: as many as possible. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly total: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were refused or did not arrive. */
  readonly failed: number;
}

export interface Clients {
  send(load: Load): Promise<LoadResult>;
  close(): Promise<void>;
}

/** Starts the process of the clients. */
export async function startClients(): Promise<Clients> {
  const { child } = await forkOne('kit/load-process.ts');
  return {
    send: (load) => ask<LoadResult>(child, load),
    close: () => end(child),
  };
}
