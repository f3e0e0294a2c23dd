/** Provides the current time. Lifetimes of remote objects are computed from it; the database uses its own `now()`. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
