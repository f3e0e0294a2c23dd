import type { TestClient } from './client.ts';
import { type BoundFollowerFragment, GetBindingsDocument } from './generated/operations.ts';
import type { Qiao } from './qiao.ts';
import { hurry, settled, sql } from './stored.ts';

/** Fields of the sandbox's contacts, by their internal names. */
export const OPEN_ID = 'C_WeChat_OpenID_A11';
export const UNION_ID = 'C_WeChat_UnionID1';

export interface SandboxContact {
  readonly id: string;
  readonly emailAddress: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Contacts and followers of one account, by the sandboxes' control APIs. */
export class BindingStory {
  constructor(
    private readonly qiao: Qiao,
    private readonly admin: TestClient,
    private readonly site: string,
    readonly accountId: string,
    readonly appId: string,
  ) {}

  /** A new contact; its id. */
  async contact(emailAddress: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const added = await this.qiao.eloqua.call<{ id: string | number }>('POST', '/_sandbox/contacts', {
      ...{ site: this.site, emailAddress, fields },
    });
    return String(added.id);
  }

  async contactsWith(search: string): Promise<readonly SandboxContact[]> {
    const path = `/_sandbox/contacts?site=${this.site}&search=${encodeURIComponent(search)}`;
    const { contacts } = await this.qiao.eloqua.call<{ contacts: SandboxContact[] }>('GET', path);
    return contacts;
  }

  /** People follow, and are booked and looked up. */
  async follow(...openIds: readonly string[]): Promise<void> {
    for (const openId of openIds) await this.does({ type: 'subscribe', openId });
    await settled(this.qiao);
  }

  does(deed: object): Promise<unknown> {
    return this.qiao.wechat.call('POST', `/_sandbox/accounts/${this.appId}/events`, deed);
  }

  /** Somebody scans a QR code of the account. */
  async scan(code: string, openId: string): Promise<void> {
    await this.qiao.wechat.call('POST', '/_sandbox/qr-codes/scan', { code, openId });
    await settled(this.qiao);
  }

  async follower(openId: string): Promise<BoundFollowerFragment> {
    const [found] = await this.followers(openId);
    if (!found) throw new Error(`nobody has the OpenID ${openId}`);
    return found;
  }

  async followers(openId: string): Promise<BoundFollowerFragment[]> {
    const variables = { account: this.accountId, filter: { openId } };
    const { officialAccount } = await this.admin.run(GetBindingsDocument, variables);
    return officialAccount?.followers.edges.map(({ node }) => node) ?? [];
  }

  /** State, way and contact. */
  async bindingOf(openId: string): Promise<readonly [string, string | null, string | null]> {
    const [found] = await sql<{ state: string; how: string | null; contact: string | null }>(
      this.qiao,
      `select binding_state as state, binding_how as how, contact_id as contact from follower f
       join official_account a on a.id = f.account_id where a.app_id = $1 and f.open_id = $2`,
      [this.appId, openId],
    );
    if (!found) throw new Error(`nobody has the OpenID ${openId}`);
    return [found.state, found.how, found.contact];
  }

  /** Waiting jobs of the followers are done at once. */
  async hurried(): Promise<void> {
    await hurry(this.qiao);
    await settled(this.qiao);
  }
}
