import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { QrCode, QrCodesClient } from '../../../integrations/wechat/qr-codes.client.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal, refuseIfAny } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { randomToken } from '../../../kernel/secrets.ts';
import { TokenUnavailable } from '../../../kernel/shared-token.ts';
import { rowsIn } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { accountNotFound } from '../../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { type CapabilityKind, capabilitiesOf } from '../../accounts/connecting/capability.rules.ts';
import type { AuthorizerTokenService } from '../../authorizations/tokens/authorizer-token.service.ts';
import { operatorTask } from '../../connections/component/operator-task.rules.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import type { CampaignService } from '../../marketing/campaigns/campaign.service.ts';
import type { ContactReference, ContactService } from '../binding/contact.service.ts';
import { BindingLink } from './binding-link.entity.ts';
import { linkNotFound, notCapable, operatorRequired, wechatUnavailable } from './binding-link.errors.ts';
import {
  type BindingLinkRow,
  countLinks,
  deleteLinks,
  linksByIds,
  linksInWindow,
} from './binding-link.repository.ts';
import { labelFaults, linkIdOf, QR_CODE_SECONDS, sceneOf } from './binding-link.rules.ts';

type AccountRow = NonNullable<Awaited<ReturnType<OfficialAccountService['byId']>>>;

/** What a new link is for. */
export interface BindingLinkWish {
  readonly contact?: ContactReference | null | undefined;
  readonly campaign?: string | null | undefined;
  readonly label?: string | null | undefined;
}

/** So long after a code has expired, its link is deleted. */
const KEPT_MS = 90 * 86_400_000;

interface Parts {
  readonly publicUrl: string;
  readonly accounts: OfficialAccountService;
  readonly installations: InstallationService;
  readonly campaigns: CampaignService;
  readonly contacts: ContactService;
  readonly tokens: AuthorizerTokenService;
  readonly qrCodes: QrCodesClient;
  readonly work: UnitOfWork;
  readonly clock: Clock;
}

/** Personal QR codes and registration pages. */
export class BindingLinkService {
  constructor(private readonly parts: Parts) {}

  /** In the order of `ids`; null for links of accounts that the caller may not use. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(BindingLinkRow | null)[]> {
    const found = await linksByIds(this.parts.work.rows(ctx), ctx, ids);
    const byId = new Map(found.map((link) => [link.id, link]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The caller must be allowed to see the account. */
  ofAccount(
    ctx: RequestContext,
    accountId: string,
    window: { readonly after: string | null; readonly limit: number },
  ): Promise<BindingLinkRow[]> {
    return linksInWindow(this.parts.work.rows(ctx), ctx, accountId, window);
  }

  countOfAccount(ctx: RequestContext, accountId: string): Promise<number> {
    return countLinks(this.parts.work.rows(ctx), ctx, accountId);
  }

  /** Where people go: what the code says, or our page. */
  urlOf({ installationId, id, codeUrl }: Pick<BindingLinkRow, 'installationId' | 'id' | 'codeUrl'>): string {
    return codeUrl ?? `${this.parts.publicUrl}/register/${linkIdOf(installationId, id)}`;
  }

  /**
   * With a contact, a personal QR code of thirty days; without, a registration page.
   *
   * @throws {Refusal} also what is said of contacts and campaigns; INVALID if WeChat does not let the account do this
   */
  async create(
    ctx: RequestContext,
    accountId: string,
    { contact, campaign, label: given }: BindingLinkWish,
  ): Promise<BindingLinkRow> {
    const { accounts, contacts, campaigns, work } = this.parts;
    const label = given?.trim() || null;
    refuseIfAny(labelFaults(label));
    const account = await accounts.byId(ctx, accountId);
    if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
    requireCapability(account, contact ? 'PARAMETRIC_QR_CODES' : 'WEB_AUTHORIZATION');
    const contactId = contact ? (await contacts.referred(ctx, contact)).id : null;
    const campaignId = campaign == null ? null : (await campaigns.forWriting(ctx, campaign, ['campaign'])).id;
    const scene = contactId === null ? null : sceneOf(randomToken(128));
    const code = scene === null ? null : await this.code(account.appId ?? '', scene);
    const { url: codeUrl = null, expiresAt = null } = code ?? {};
    return work.write(ctx, 'createBindingLink', (tx) =>
      this.add(tx, ctx, accountId, { contactId, campaignId, label, scene, codeUrl, expiresAt }),
    );
  }

  /** Returns the id of its account. A code that was printed is useless afterwards. */
  async delete(ctx: RequestContext, linkId: string): Promise<{ readonly id: string }> {
    const { work } = this.parts;
    return work.write(ctx, 'deleteBindingLink', async (tx) => {
      const [link] = await linksByIds(rowsIn(tx.em), ctx, [linkId]);
      if (!link) throw new Refusal(linkNotFound());
      await deleteLinks(tx.em, ctx, { id: linkId });
      const { id: subjectId, kind, label } = link;
      tx.audit({ subjectType: 'BindingLink', subjectId, before: { kind, label } });
      return { id: link.accountId };
    });
  }

  /** An account was removed. */
  async accountRemoved(tx: Transaction, ctx: RequestContext, accountId: string): Promise<void> {
    await deleteLinks(tx.em, ctx, { accountId });
  }

  /** Daily. */
  async deleteOld(requestId: string): Promise<void> {
    const { installations, work, clock } = this.parts;
    const expiredBefore = new Date(clock.now().getTime() - KEPT_MS);
    for (const ctx of await installations.jobContexts(requestId)) {
      await work.write(ctx, 'deleteOldLinks', ({ em }) => deleteLinks(em, ctx, { expiredBefore }));
    }
  }

  private async add(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    wanted: Pick<BindingLink, 'contactId' | 'campaignId' | 'label' | 'scene' | 'codeUrl' | 'expiresAt'>,
  ): Promise<BindingLinkRow> {
    const account = await this.parts.accounts.lockAvailable(tx, ctx, accountId);
    if (!account) throw new Refusal(accountNotFound('accountId'));
    const kind = wanted.contactId === null ? 'REGISTRATION_PAGE' : 'PERSONAL_QR_CODE';
    const { installationId } = ctx;
    const added = { ...wanted, installationId, id: newId(), accountId, account, kind, createdAt: tx.now() };
    const link = tx.em.create(BindingLink, added as BindingLink);
    tx.em.persist(link);
    await tx.em.flush();
    const { contactId, campaignId, label } = wanted;
    const after = { accountId, kind, contactId, campaignId, label };
    tx.audit({ subjectType: 'BindingLink', subjectId: link.id, after });
    return link;
  }

  private async code(appId: string, scene: string): Promise<QrCode> {
    const { tokens, qrCodes, clock } = this.parts;
    try {
      return await tokens.call(appId, (token) =>
        qrCodes.create(token, { scene, expiresInSeconds: QR_CODE_SECONDS }),
      );
    } catch (error) {
      if (error instanceof TokenUnavailable) throw new Refusal(wechatUnavailable());
      if (!(error instanceof WeChatError)) throw error;
      const task = operatorTask(error, clock.now());
      if (task !== null) throw new Refusal(operatorRequired(task));
      const { reaction } = error;
      if (reaction === 'CAPABILITY_MISSING' || reaction === 'PERMISSION_MISSING')
        throw new Refusal(notCapable('WeChat does not let it make QR codes.'));
      if (reaction === 'REAUTHORIZE') throw new Refusal(notCapable('The account is not authorized.'));
      throw new Refusal(wechatUnavailable());
    }
  }
}

function requireCapability(account: AccountRow, kind: CapabilityKind): void {
  const capabilities = capabilitiesOf({ ...account, authorized: account.credentialAppId !== null });
  const reason = capabilities.find((one) => one.kind === kind)?.reason;
  if (reason != null) throw new Refusal(notCapable(reason));
}
