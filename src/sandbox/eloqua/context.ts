import type { Faults } from '../shared/faults.ts';
import type { Journal } from '../shared/journal.ts';
import type { Store } from '../shared/store.ts';
import type { AppCalls } from './app-calls.ts';
import type { Fault } from './faults.ts';
import type { Settings } from './settings.ts';
import type { Site } from './site.ts';
import type { SandboxState } from './state.ts';
import type { Throttle } from './throttle.ts';
import type { Timers } from './timers.ts';

/** All that the sandbox's routes share. Plain data and its keepers; no route is reachable from here. */
export interface Sandbox {
  store: Store<SandboxState>;
  readonly state: SandboxState;
  readonly settings: Settings;
  journal: Journal;
  faults: Faults<Fault>;
  calls: AppCalls;
  throttle: Throttle;
  timers: Timers;
  /** Origin of the sandbox, without a slash at the end; known once it listens. */
  url: string;
  log(line: string): void;
  /** Milliseconds by the clock that lifetimes are measured with. */
  now(): number;
}

/** Seconds since 1970 by the clock of `sandbox.now`. */
export const unixNow = (sandbox: Sandbox): number => Math.floor(sandbox.now() / 1000);

/** Where a site's APIs are, until it moves. */
export const baseUrl = (sandbox: Sandbox, site: Site): string => `${sandbox.url}/${site.pod}`;
