import type { Stopwatch } from './stopwatch.ts';

/** A token of the API, and how the next one is got. */
export interface Grant {
  readonly token: string;
  /** Counts since before the token was made, so that it never ends earlier than expected. */
  readonly age: Stopwatch;
  readonly lifetimeMs: number;
  /**
   * Brings the next grant. This may be the last one, whose `renew` is null: its person signs in again when it ends. Null:
   * the session is over. Fails while the server does not answer.
   */
  readonly renew: (() => Promise<Grant | null>) | null;
  /** Tells the server that the person has signed out. */
  readonly signOut?: () => Promise<unknown>;
}

/** What is left of the token by the less favorable measure. */
export const leftOf = ({ age, lifetimeMs }: Grant): number => lifetimeMs - age.maybe;

/** Whether the token has ended for sure. */
export const isOver = ({ age, lifetimeMs }: Grant): boolean => age.surely >= lifetimeMs;
