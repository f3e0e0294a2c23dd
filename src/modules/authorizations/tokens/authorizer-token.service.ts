import { type Reaction, WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import {
  type HeldToken,
  SharedTokens,
  type TokenRow,
  type TokenStore,
} from '../../../kernel/shared-token.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { CredentialHealthService } from '../../accounts/connecting/credential-health.service.ts';
import { isDeadToken } from '../../connections/component/component.service.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import type { FailingReason } from '../../connections/credential/credential.rules.ts';
import type {
  CredentialService,
  OpenCredential,
  Tokens,
} from '../../connections/credential/credential.service.ts';
import { isCodeExpired } from '../exchange/exchange.rules.ts';

function failingReason(reaction: Reaction | null): FailingReason | null {
  if (reaction === 'RECOVER_REFRESH_TOKEN') return 'REFRESH_TOKEN_UNKNOWN';
  return reaction === 'RETRY' ? 'WECHAT_UNAVAILABLE' : null;
}

const notAuthorized = () => new WeChatError('component/api_authorizer_token', 61003);

/** The access tokens of connected accounts. One process at a time refreshes them, before they expire, and repairs them. */
export class AuthorizerTokenService implements TokenStore {
  private readonly tokens: SharedTokens;

  constructor(
    private readonly wechat: WeChatComponent,
    private readonly credentials: CredentialService,
    private readonly health: CredentialHealthService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.tokens = new SharedTokens(this, clock);
  }

  /**
   * Makes a call on behalf of an account.
   *
   * @throws {WeChatError} REAUTHORIZE if the account is not, or no longer, authorized
   */
  call<T>(appId: string, request: (token: string) => Promise<T>): Promise<T> {
    return this.tokens.call(appId, request, isDeadToken);
  }

  /** Refreshes unless another process has refreshed since `version`. A failure is recorded and retried a minute later. */
  async refreshAhead(appId: string, version: number): Promise<void> {
    await this.tokens.refreshAhead(appId, version).catch((error: unknown) => {
      if (!(error instanceof WeChatError)) throw error;
    });
  }

  async read(appId: string): Promise<TokenRow> {
    const held = await this.credentials.find(appId);
    if (!held) throw notAuthorized();
    return { token: held.accessToken, usableUntil: held.usableUntil, version: held.version };
  }

  lease(appId: string, version: number): Promise<boolean> {
    return this.credentials.lease(appId, version);
  }

  invalidate(appId: string, version: number): Promise<void> {
    return this.credentials.invalidate(appId, version);
  }

  async renew(appId: string, version: number): Promise<HeldToken | null> {
    const held = await this.credentials.find(appId);
    if (!held) throw notAuthorized();
    if (held.version !== version) return null;
    try {
      return await this.store(held, await this.wechat.refreshTokens(held.appId, held.refreshToken));
    } catch (error) {
      if (error instanceof WeChatError && error.reaction === 'RECOVER_REFRESH_TOKEN')
        return this.recover(held, error);
      return this.fail(held, error);
    }
  }

  /** Null: another pair was stored meanwhile, by a new authorization for example; that one counts. */
  private async store(held: OpenCredential, tokens: Tokens): Promise<HeldToken | null> {
    const stored = await this.work.write(this.contextOf(held), 'refreshTokens', (tx) =>
      this.health.refreshed(tx, held, tokens),
    );
    return stored ? { token: tokens.accessToken, version: held.version + 1 } : null;
  }

  /**
   * WeChat does not know our refresh token (61023). Another process may have stored a newer one; otherwise WeChat is asked
   * for the current one. If it gives none, the merchant has changed the authorization and its code is on its way: there is
   * no refresh token until that code has been exchanged. The authorization is lost if WeChat gives the same token that it
   * does not know, or if no code has arrived within the life of one. Then the administrator must authorize again.
   */
  private async recover(held: OpenCredential, refusal: WeChatError): Promise<HeldToken | null> {
    const now = await this.credentials.find(held.appId);
    if (now?.version !== held.version) return null;
    this.log.warn(
      { appId: held.appId },
      'WeChat does not know the refresh token of an account; it is asked for the current one',
    );
    let isSame = false;
    try {
      const { refreshToken: current } = await this.wechat.currentAuthorization(held.appId);
      isSame = current === held.refreshToken;
      if (current && !isSame) {
        return await this.store(held, await this.wechat.refreshTokens(held.appId, current));
      }
    } catch (error) {
      // WeChat does not know the token that it has just given: the current one is another by now.
      const isKnown = error instanceof WeChatError && error.reaction === 'RECOVER_REFRESH_TOKEN';
      if (!isKnown) return this.fail(held, error);
    }
    return isSame || this.hasNoNewCode(held) ? this.lose(held, 'TOKENS_LOST') : this.fail(held, refusal);
  }

  private hasNoNewCode({ unknownSince }: OpenCredential): boolean {
    return unknownSince !== null && isCodeExpired(unknownSince, this.clock.now());
  }

  private async fail(held: OpenCredential, error: unknown): Promise<null> {
    const reaction = error instanceof WeChatError ? error.reaction : null;
    if (reaction === 'REAUTHORIZE') return this.lose(held, 'MERCHANT_WITHDREW');
    await this.work.write(this.contextOf(held), 'refreshTokens', (tx) =>
      this.health.failing(tx, held, failingReason(reaction)),
    );
    throw error;
  }

  /** Null: WeChat refused a pair that is not the latest any more. */
  private async lose(held: OpenCredential, reason: 'MERCHANT_WITHDREW' | 'TOKENS_LOST'): Promise<null> {
    const ctx = this.contextOf(held);
    const lost = await this.work.write(ctx, 'loseAuthorization', (tx) =>
      this.health.lose(tx, ctx, held, reason),
    );
    if (lost) throw notAuthorized();
    return null;
  }

  private contextOf({ installationId }: OpenCredential) {
    return systemContext(installationId, 'tokens', newId());
  }
}
