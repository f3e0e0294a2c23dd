import type { Faults } from '../shared/faults.ts';
import type { Journal } from '../shared/journal.ts';
import type { Store } from '../shared/store.ts';
import type { Conversations } from './conversations.ts';
import type { Fault } from './faults.ts';
import type { Followers } from './followers.ts';
import type { PushEngine } from './pushes.ts';
import type { Quota } from './quota.ts';
import type { Settings } from './settings.ts';
import type { SandboxState } from './state.ts';

/** All that the sandbox's routes share. Plain data and its keepers; no route is reachable from here. */
export interface Sandbox {
  store: Store<SandboxState>;
  readonly state: SandboxState;
  readonly settings: Settings;
  pushes: PushEngine;
  journal: Journal;
  faults: Faults<Fault>;
  followers: Followers;
  conversations: Conversations;
  quota: Quota;
  /** Origin of the sandbox, without a slash at the end; known once it listens. */
  url: string;
  log(line: string): void;
  /** Milliseconds by the clock that lifetimes are measured with. */
  now(): number;
}

/** Seconds since 1970 by the true clock, as pushes carry them. */
export const unixSeconds = (): number => Math.floor(Date.now() / 1000);
