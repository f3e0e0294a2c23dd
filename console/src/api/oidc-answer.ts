import { settings } from '../app/settings.ts';

/** What must survive the way to the identity provider and back, in this tab only. */
export interface Departure {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** Where the person was in the console. */
  readonly path: string;
}

const KEY = 'qiao.sign-in';

export const keepDeparture = (departure: Departure): void =>
  sessionStorage.setItem(KEY, JSON.stringify(departure));

/** The identity provider's answer, and what it belongs to. */
export interface Answer {
  readonly url: URL;
  readonly departure: Departure;
}

/** The answer in the address, which disappears from it; null: the person does not come from the identity provider. */
export function takeAnswer(): Answer | null {
  const url = new URL(location.href);
  if (settings.oidc === null || !url.searchParams.has('state')) return null;
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept === null) return null;
  const departure = JSON.parse(kept) as Departure;
  history.replaceState(null, '', departure.path);
  return { url, departure };
}
