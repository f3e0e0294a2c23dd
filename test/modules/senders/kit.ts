import pg from 'pg';
import type { RequestContext } from '../../../src/kernel/context.ts';
import { refuseIfAny } from '../../../src/kernel/errors.ts';
import type { UnitOfWork } from '../../../src/kernel/unit-of-work.ts';
import { OfficialAccountService } from '../../../src/modules/accounts/account/official-account.service.ts';
import type { AccountChange } from '../../../src/modules/accounts/dependents/account-change.rules.ts';
import type { MarketingPlatform } from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import { ImpactTokenService } from '../../../src/modules/senders/impact/impact-token.service.ts';
import { SenderTrustService } from '../../../src/modules/senders/impact/sender-trust.service.ts';
import { MessageSenderService } from '../../../src/modules/senders/steps/message-sender.service.ts';
import { createDatabase, type TestDatabase } from '../../kit/database.ts';
import { Rows } from '../kit/rows.ts';
import { callerContext, newKeys, openWork } from '../kit/work.ts';

const clock = { now: () => new Date() };
export const FIELD = '100191';

/** Senders on a database of their own, with a stand-in for the transactions that end the trust in an account. */
export class Senders {
  readonly tokens = new ImpactTokenService(newKeys(), clock);
  private readonly trust = new SenderTrustService(this.tokens);
  readonly service: MessageSenderService;
  private readonly accounts: OfficialAccountService;

  private constructor(
    readonly database: TestDatabase,
    readonly rows: Rows,
    private readonly closeWork: () => Promise<void>,
    readonly work: UnitOfWork,
  ) {
    this.accounts = new OfficialAccountService(work, clock);
    const platform = { hasSenders: true } as MarketingPlatform;
    const marketing = { platform, idIn: (_kind: unknown, id: string) => id };
    this.service = new MessageSenderService(this.accounts, marketing, work, clock);
  }

  static async open(): Promise<Senders> {
    const database = await createDatabase();
    const rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
    await rows.client.connect();
    const { work, close } = await openWork(database.url);
    return new Senders(database, rows, close, work);
  }

  async close(): Promise<void> {
    await this.closeWork();
    await this.rows.client.end();
    await this.database.drop();
  }

  /** An installation with an active account. */
  async account(): Promise<{ ctx: RequestContext; accountId: string }> {
    const installationId = await this.rows.installation();
    await this.rows.insert('contact_field', {
      installation_id: installationId,
      id: FIELD,
      name: 'OpenID',
      internal_name: 'C_OpenID1',
      data_type: 'text',
      display_type: 'text',
      read_only: false,
      standard: false,
      fit: 'TEXT',
      as_of: new Date(),
    });
    const columns = { open_id_field: FIELD, credential_revision: 1 };
    const { id: accountId } = await this.rows.active(installationId, columns);
    return { ctx: callerContext(installationId), accountId };
  }

  /** A step that is configured with the account. */
  configured({ installationId }: RequestContext, accountId: string): Promise<string> {
    return this.rows.sender(installationId, {
      status: 'CONFIGURED',
      account_id: accountId,
      credential_revision: 1,
      open_id_field: FIELD,
      configured_at: new Date(),
      told_version: 1,
    });
  }

  /** So many steps that nobody has configured. */
  async steps({ installationId }: RequestContext, count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await this.rows.sender(installationId));
    return ids;
  }

  /** As an administrator is shown the impact. */
  async token(ctx: RequestContext, accountId: string, change: AccountChange = 'REMOVE'): Promise<string> {
    const { rows } = await this.rows.client.query(
      `select id, credential_revision as "credentialRevision", open_id_field as "openIdField", status
       from message_sender where account_id = $1 and status = 'CONFIGURED'`,
      [accountId],
    );
    const { installationId } = ctx;
    return this.tokens.issue({ installationId, accountId, change, senders: rows }).token;
  }

  /** Ends the trust like a change of an account: locks the account, ends the trust, and changes the account. */
  endTrust(
    ctx: RequestContext,
    accountId: string,
    impactToken: string | null,
    change: AccountChange = 'REMOVE',
  ): Promise<void> {
    return this.work.write(ctx, 'removeOfficialAccount', async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (!account) throw new Error('no account');
      refuseIfAny(await this.trust.endTrust(tx, { account, change, impactToken }));
      account.status = 'ACTION_REQUIRED';
      account.version += 1;
    });
  }

  check(ctx: RequestContext, accountId: string, impactToken: string | null): Promise<void> {
    const change = 'REPLACE_WECHAT_ACCOUNT';
    return this.work.write(ctx, 'authorizeAccount', async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (!account) throw new Error('no account');
      refuseIfAny(await this.trust.check(tx, { account, change, impactToken }));
    });
  }

  async status(senderId: string): Promise<string> {
    const { rows } = await this.rows.client.query(
      `select concat_ws(' ', status, cause, account_id) as text from message_sender where id = $1`,
      [senderId],
    );
    return rows[0].text;
  }

  /** The senders that a job waits for. */
  async jobs(): Promise<string[]> {
    const { rows } = await this.rows.client.query(
      `select j.payload->'payload'->>'senderId' as id from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'sender.synchronize' order by 1`,
    );
    return rows.map(({ id }) => id);
  }
}
