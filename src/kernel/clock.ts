/** Where the time comes from. Lifetimes of remote things are computed from it; the database keeps its own `now()`. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
