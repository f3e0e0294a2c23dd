import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';

type Columns = Readonly<Record<string, unknown>>;

/** An account with all that ACTIVE needs, and the ids of its rows. */
export interface ConnectedAccount {
  readonly installationId: string;
  readonly id: string;
  readonly appId: string;
}

export const newAppId = (): string => `wx${randomBytes(8).toString('hex')}`;

/** Rows for tests of the database itself, written past every service. Its client is a superuser's. */
export class Rows {
  constructor(readonly client: pg.Client) {}

  async insert(table: string, columns: Columns): Promise<void> {
    const names = Object.keys(columns);
    const places = names.map((_, index) => `$${index + 1}`);
    await this.client.query(
      `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
      Object.values(columns),
    );
  }

  async installation(site = `site-${randomUUID()}`): Promise<string> {
    const id = randomUUID();
    await this.insert('installation', { id, site, platform: 'ELOQUA' });
    await this.insert('site_name', { site, installation_id: id });
    await this.insert('installation_site', { site, installation_id: id });
    return id;
  }

  /** A draft with nothing set, save what `columns` say. */
  async account(installationId: string, columns: Columns = {}): Promise<string> {
    const id = randomUUID();
    await this.insert('official_account', { installation_id: installationId, id, ...columns });
    return id;
  }

  async authorizer(installationId: string, accountId: string, columns: Columns = {}): Promise<string> {
    const { app_id: appId = newAppId(), slot_group: group = null } = columns;
    if (group) await this.client.query('insert into slot_group values ($1) on conflict do nothing', [group]);
    await this.insert('authorizer', {
      installation_id: installationId,
      app_id: appId,
      account_id: accountId,
      permission_sets: '[1,2,7]',
      authorized_at: new Date(),
      ...columns,
    });
    return String(appId);
  }

  async credential(installationId: string, appId: string): Promise<void> {
    await this.insert('credential', {
      installation_id: installationId,
      app_id: appId,
      access_token: 'v1.test.sealed',
      access_token_usable_until: new Date(),
      refresh_at: new Date(),
      refresh_token: 'v1.test.sealed',
    });
  }

  /** An account that is ACTIVE; its contact fields are its own. */
  async active(installationId: string, columns: Columns = {}, slot: Columns = {}): Promise<ConnectedAccount> {
    const id = await this.account(installationId);
    const appId = await this.authorizer(installationId, id, slot);
    await this.credential(installationId, appId);
    await this.update('official_account', id, {
      status: 'ACTIVE',
      was_active: true,
      open_id_field: `openid-${id}`,
      default_campaign: '7',
      terms_version: '2026-11',
      app_id: appId,
      credential_app_id: appId,
      ...columns,
    });
    return { installationId, id, appId };
  }

  async session(installationId: string, accountId: string, columns: Columns = {}): Promise<string> {
    const id = randomUUID();
    await this.insert('authorization_session', {
      installation_id: installationId,
      id,
      account_id: accountId,
      expires_at: new Date(Date.now() + 1_800_000),
      ...columns,
    });
    return id;
  }

  /** A step that nobody has configured, save what `columns` say. */
  async sender(installationId: string, columns: Columns = {}): Promise<string> {
    const id = randomUUID();
    await this.insert('message_sender', {
      installation_id: installationId,
      id,
      instance_id: randomUUID(),
      status: 'NEEDS_CONFIGURATION',
      cause: columns.status ? null : 'NEVER_CONFIGURED',
      ...columns,
    });
    return id;
  }

  /** With its digest; the first of its installation unless `columns` give it another place. */
  async apiKey(installationId: string, columns: Columns = {}): Promise<string> {
    const id = randomUUID();
    const prefix = `qiao_${randomBytes(4).toString('hex')}`;
    const common = {
      installation_id: installationId,
      prefix,
      place: 1,
      scopes: ['ACCOUNTS_READ'],
      ...columns,
    };
    await this.insert('api_key', { id, name: 'a program', created_by: '17', ...common });
    await this.insert('api_key_digest', { key_id: id, digest: `digest of ${id}`, ...common });
    return id;
  }

  async update(table: string, id: string, columns: Columns): Promise<void> {
    const changes = Object.keys(columns).map((name, index) => `${name} = $${index + 2}`);
    await this.client.query(`update ${table} set ${changes.join(', ')} where id = $1`, [
      id,
      ...Object.values(columns),
    ]);
  }

  /** Every row of Qiao's tables, to prove that a refused statement changed none. */
  async everything(): Promise<Readonly<Record<string, readonly string[]>>> {
    const { rows: tables } = await this.client.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
    );
    const selects = tables.map(({ name }) => `select to_json(t)::text as row from ${name} t order by 1`);
    const found = (await this.client.query(selects.join(';'))) as unknown as pg.QueryResult<{
      row: string;
    }>[];
    return Object.fromEntries(
      tables.map(({ name }, index) => [name, found[index]?.rows.map(({ row }) => row) ?? []]),
    );
  }
}
