import type { Clock } from '../../../kernel/clock.ts';
import type { KeyRing, Signer } from '../../../kernel/secrets.ts';
import { IMPACT_TOKEN_MINUTES, type Impact, impactText } from './change-impact.rules.ts';

export interface ImpactToken {
  readonly token: string;
  readonly expiresAt: Date;
}

const SHAPE = /^v1\.(\d{10,12})\.([\w-]{43})$/;

/**
 * Proves that somebody was shown an impact, and that it is still the same. Not bound to a user; valid any number of times
 * until it expires.
 */
export class ImpactTokenService {
  private readonly signer: Signer;

  constructor(
    keys: KeyRing,
    private readonly clock: Clock,
  ) {
    this.signer = keys.signer('change-impact');
  }

  issue(impact: Impact): ImpactToken {
    const seconds = Math.floor(this.clock.now().getTime() / 1000) + IMPACT_TOKEN_MINUTES * 60;
    const signature = this.signer.sign(impactText(impact, seconds));
    return { token: `v1.${seconds}.${signature}`, expiresAt: new Date(seconds * 1000) };
  }

  /** @param ignoreExpiry for a token that was checked earlier and stored */
  fits(token: string, impact: Impact, ignoreExpiry: boolean): boolean {
    const [, seconds = '', signature = ''] = SHAPE.exec(token) ?? [];
    if (!this.signer.isSigned(impactText(impact, Number(seconds)), signature)) return false;
    return ignoreExpiry || Number(seconds) * 1000 > this.clock.now().getTime();
  }
}
