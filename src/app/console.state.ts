import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the files of the console are, or why there are none. */
export type ConsoleState =
  /** `folder` contains `index.html` and `assets/`. */
  | { readonly kind: 'READY'; readonly folder: string }
  | { readonly kind: 'BUILDING' }
  /** The log has the reason. */
  | { readonly kind: 'FAILED' }
  /** Nobody builds it here. */
  | { readonly kind: 'NONE' };

/** What a build for production has put into `folder`. */
export const builtConsole = (folder: string): ConsoleState =>
  existsSync(join(folder, 'index.html')) && existsSync(join(folder, 'assets'))
    ? { kind: 'READY', folder }
    : { kind: 'NONE' };
