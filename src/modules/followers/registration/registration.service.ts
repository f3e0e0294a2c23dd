import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { UserInfo, UsersClient } from '../../../integrations/wechat/users.client.ts';
import type { WebAuthorizationClient } from '../../../integrations/wechat/web-authorization.client.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { TokenUnavailable } from '../../../kernel/shared-token.ts';
import { type Rows, rowsIn } from '../../../kernel/statement.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { capabilitiesOf } from '../../accounts/connecting/capability.rules.ts';
import type { AuthorizerTokenService } from '../../authorizations/tokens/authorizer-token.service.ts';
import type { ComponentService } from '../../connections/component/component.service.ts';
import { PlatformFault } from '../../marketing/connection/marketing-platform.port.ts';
import { mayReplace } from '../binding/binding.rules.ts';
import type { BindingService } from '../binding/binding.service.ts';
import type { ContactService } from '../binding/contact.service.ts';
import { followersInWindow } from '../follower.repository.ts';
import type { FollowerService } from '../follower.service.ts';
import { linksByIds, noteUse } from '../links/binding-link.repository.ts';
import { readLinkId } from '../links/binding-link.rules.ts';

type AccountRow = NonNullable<Awaited<ReturnType<OfficialAccountService['byId']>>>;

/** A registration page that exists. */
export interface RegistrationPage {
  readonly ctx: RequestContext;
  readonly linkId: string;
  readonly bindingLinkId: string;
  readonly account: AccountRow;
  /** Whether WeChat lets the account have such a page now. */
  readonly isOpen: boolean;
}

/** Who has the page open. AGAIN: WeChat does not know any more; UNAVAILABLE: it does not answer. */
export type Visitor =
  | { readonly kind: 'FOLLOWER'; readonly openId: string }
  | { readonly kind: 'NOT_FOLLOWING' | 'AGAIN' | 'UNAVAILABLE' };

/** TAKEN: the address belongs to another follower · KEPT: this follower is bound to another contact. */
export type Registration = 'BOUND' | 'TAKEN' | 'KEPT' | 'NOT_FOLLOWING' | 'UNAVAILABLE';

interface Parts {
  readonly publicUrl: string;
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly bindings: BindingService;
  readonly contacts: ContactService;
  readonly component: ComponentService;
  readonly tokens: AuthorizerTokenService;
  readonly users: UsersClient;
  readonly webAuthorization: WebAuthorizationClient;
  readonly work: UnitOfWork;
}

/** Registration pages: a follower, whom WeChat names, gives their e-mail address, and is bound to that contact. */
export class RegistrationService {
  constructor(private readonly parts: Parts) {}

  /** Null: there is no such page. */
  async find(linkId: string, requestId: string): Promise<RegistrationPage | null> {
    const named = readLinkId(linkId);
    if (!named) return null;
    const { accounts, work } = this.parts;
    const ctx = systemContext(named.installationId, 'registration', requestId);
    const [link] = await linksByIds(work.rows(ctx), ctx, [named.id]);
    if (link?.kind !== 'REGISTRATION_PAGE') return null;
    const account = await accounts.byId(ctx, link.accountId);
    if (!account || account.status === 'REMOVED') return null;
    const capabilities = capabilitiesOf({ ...account, authorized: account.credentialAppId !== null });
    const isOpen = capabilities.some(({ kind, available }) => kind === 'WEB_AUTHORIZATION' && available);
    return { ctx, linkId, bindingLinkId: link.id, account, isOpen };
  }

  /** Where WeChat says who has the page open, and sends the browser back. The user is asked nothing. */
  authorizeUrl({ linkId, account }: RegistrationPage, state: string): string {
    const redirectUri = `${this.parts.publicUrl}/register/${linkId}`;
    const appId = account.appId ?? '';
    return this.parts.webAuthorization.authorizeUrl({ appId, redirectUri, state, scope: 'snsapi_base' });
  }

  /** Uses the code with which the browser came back. */
  async visitor(page: RegistrationPage, code: string): Promise<Visitor> {
    const { component, webAuthorization } = this.parts;
    const appId = page.account.appId ?? '';
    try {
      const { openId } = await component.call((token) => webAuthorization.exchange(token, appId, code));
      const follows = await this.follows(page, openId);
      return follows ? { kind: 'FOLLOWER', openId } : { kind: 'NOT_FOLLOWING' };
    } catch (error) {
      if (error instanceof TokenUnavailable) return { kind: 'UNAVAILABLE' };
      if (!(error instanceof WeChatError)) throw error;
      return { kind: error.reaction === 'CODE_SPENT' || error.outcomeUnknown ? 'AGAIN' : 'UNAVAILABLE' };
    }
  }

  /** Binds the follower to the contact with this address, which is created if it does not exist. */
  async register(page: RegistrationPage, openId: string, emailAddress: string): Promise<Registration> {
    const { contacts, bindings, work } = this.parts;
    const { ctx, account, bindingLinkId } = page;
    const values = account.openIdField === null ? {} : { [account.openIdField]: openId };
    try {
      const found = await contacts.find(ctx, null, [emailAddress]);
      // Who cannot be bound leaves no contact behind.
      const refusal = found.length > 0 ? null : await this.refusalOf(page, openId);
      if (refusal) return refusal;
      const [contact, another] = found.length > 0 ? found : await contacts.create(ctx, emailAddress, values);
      if (!contact) return 'UNAVAILABLE';
      if (another) return 'TAKEN';
      return await work.write(ctx, 'registerFollower', async (tx) => {
        await bindings.lock(tx, ctx, account.id);
        const followerId = await this.followerIn(rowsIn(tx.em), page, openId);
        if (followerId === null) return 'NOT_FOLLOWING';
        const match = { followerId, contactId: contact.id };
        const outcomes = await bindings.bind(tx, ctx, account.id, [match], 'FORM');
        const outcome = outcomes.get(followerId) ?? 'GONE';
        if (outcome === 'GONE') return 'NOT_FOLLOWING';
        if (outcome === 'BOUND') await noteUse(tx.em, ctx, [bindingLinkId], tx.now());
        return outcome === 'SAME' ? 'BOUND' : outcome;
      });
    } catch (error) {
      if (error instanceof PlatformFault) return 'UNAVAILABLE';
      throw error;
    }
  }

  /** Qiao may not have seen when they followed: then WeChat is asked, and they are a follower from now on. */
  private async follows(page: RegistrationPage, openId: string): Promise<boolean> {
    const { followers, work } = this.parts;
    const { ctx, account } = page;
    if ((await this.followerIn(work.rows(ctx), page, openId)) !== null) return true;
    const info = await this.infoOf(account.appId ?? '', openId);
    if (!info?.subscribed) return false;
    await work.write(ctx, 'registerFollower', async (tx) => {
      const { subscribedAt, sceneKey } = info;
      const at = subscribedAt ?? tx.now();
      const seen = {
        accountId: account.id,
        openId,
        at,
        change: 'FOLLOWED',
        sceneKey,
        isActivity: true,
      } as const;
      await followers.book(tx, ctx, [seen]);
    });
    return (await this.followerIn(work.rows(ctx), page, openId)) !== null;
  }

  /** Null: WeChat does not let the account ask. */
  private async infoOf(appId: string, openId: string): Promise<UserInfo | null> {
    const { tokens, users } = this.parts;
    try {
      const [info = null] = await tokens.call(appId, (token) => users.infos(token, [openId]));
      return info;
    } catch (error) {
      const reaction = error instanceof WeChatError ? error.reaction : null;
      if (reaction === 'CAPABILITY_MISSING' || reaction === 'PERMISSION_MISSING') return null;
      throw error;
    }
  }

  /** Why the follower cannot be bound to a contact that does not exist yet; null if they can. */
  private async refusalOf(page: RegistrationPage, openId: string): Promise<Registration | null> {
    const { ctx, account } = page;
    const filter = { subscribed: true, openId, binding: null };
    const rows = this.parts.work.rows(ctx);
    const [follower] = await followersInWindow(rows, ctx, account.id, filter, { after: null, limit: 1 });
    if (!follower) return 'NOT_FOLLOWING';
    return mayReplace('FORM', follower.bindingHow) ? null : 'KEPT';
  }

  private async followerIn(
    rows: Rows,
    { ctx, account }: RegistrationPage,
    openId: string,
  ): Promise<string | null> {
    const filter = { subscribed: true, openId, binding: null };
    const [found] = await followersInWindow(rows, ctx, account.id, filter, { after: null, limit: 1 });
    return found?.id ?? null;
  }
}
