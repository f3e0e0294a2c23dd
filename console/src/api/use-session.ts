import { useSyncExternalStore } from 'react';
import { type SessionState, session } from './session.ts';

export const useSessionState = (): SessionState =>
  useSyncExternalStore(session.subscribe, () => session.state);

/** Whether the person must sign in again in a few minutes. */
export const useIsSessionEnding = (): boolean =>
  useSyncExternalStore(session.subscribe, () => session.isEnding);
