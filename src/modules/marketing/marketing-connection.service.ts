import type { MarketingPlatform, MarketingSession } from './marketing-platform.port.ts';

/** How an installation's marketing platform is reached. */
export class MarketingConnectionService {
  constructor(readonly platform: MarketingPlatform) {}

  /**
   * Makes a call on behalf of an installation, with a token that works. Never inside a transaction.
   *
   * @throws {PlatformFault} INVALID_GRANT where an administrator must connect again
   */
  call<T>(_installationId: string, _work: (session: MarketingSession) => Promise<T>): Promise<T> {
    throw new Error('not there yet');
  }
}
