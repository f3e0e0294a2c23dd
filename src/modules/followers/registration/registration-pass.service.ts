import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { carried } from '../../../kernel/sealed.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';

/** Lets one follower send the form of one registration page, from the browser that WeChat sent there. */
export interface RegistrationPass {
  readonly linkId: string;
  readonly openId: string;
  /** What only that browser has. */
  readonly browser: string;
}

const LIFE_MS = 20 * 60_000;
const PLACE = carried('registration-pass');
const Content = z.object({
  ...{ linkId: z.string(), openId: z.string(), browser: z.string(), expiresAt: z.number() },
});

/** A pass is encrypted, so that the page does not show the OpenID. */
export class RegistrationPassService {
  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Valid for twenty minutes. */
  issue(pass: RegistrationPass): string {
    const expiresAt = this.clock.now().getTime() + LIFE_MS;
    return this.keys.seal(JSON.stringify({ ...pass, expiresAt }), PLACE);
  }

  /** Null if the pass was not issued here for this page and browser, or has expired. */
  open(sealed: string, linkId: string, browser: string): RegistrationPass | null {
    try {
      const { expiresAt, ...pass } = Content.parse(JSON.parse(this.keys.open(sealed, PLACE)));
      const isValid = expiresAt > this.clock.now().getTime();
      return isValid && pass.linkId === linkId && pass.browser === browser ? pass : null;
    } catch {
      return null;
    }
  }
}
