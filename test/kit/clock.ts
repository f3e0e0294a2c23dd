import { decodeJwt } from 'jose';
import type { Clock } from '../../src/kernel/clock.ts';

const LEFT_MS = 2_000;

/** A clock that stands still two seconds before `end`: sockets of its server live two seconds, however late they are opened. */
export function clockBefore(end: Date): Clock {
  const at = new Date(end.getTime() - LEFT_MS);
  return { now: () => at };
}

export const clockBeforeEndOf = (token: string): Clock =>
  clockBefore(new Date((decodeJwt(token).exp ?? 0) * 1000));
