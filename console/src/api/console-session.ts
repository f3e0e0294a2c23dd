import { addressOf } from '../app/settings.ts';
import type { Grant } from './grant.ts';
import { Stopwatch } from './stopwatch.ts';

/** Proof of who comes: a one-time code of the marketing platform, or a role in the sandbox. */
export type Credentials = { readonly code: string } | { readonly as: 'ADMINISTRATOR' | 'MARKETER' };

/** What the server answers to `POST /console/session`. */
interface Answer {
  readonly token: string;
  readonly expiresAt: string;
  readonly refreshToken: string;
}

/** Begins a session at the server; null: it is refused. */
export const beginSession = (credentials: Credentials): Promise<Grant | null> => ask(credentials);

async function ask(body: Credentials | { readonly refreshToken: string }): Promise<Grant | null> {
  const age = new Stopwatch();
  const response = await call('POST', body);
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`the session could not be had: ${response.status}`);
  const { token, expiresAt, refreshToken } = (await response.json()) as Answer;
  const now = Date.parse(response.headers.get('date') ?? '') || Date.now();
  return {
    ...{ token, age, lifetimeMs: Date.parse(expiresAt) - now },
    renew: () => ask({ refreshToken }),
    signOut: () => call('DELETE', { refreshToken }),
  };
}

const call = (method: 'POST' | 'DELETE', body: object): Promise<Response> =>
  fetch(addressOf('console/session'), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
