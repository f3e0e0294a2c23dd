import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../../kit/shared-database.ts';
import { attempt, expectRefusal, WRITERS } from '../kit/refusals.ts';
import { Rows } from '../kit/rows.ts';

const database = useDatabase();
let rows: Rows;
let installationId: string;
let accountId: string;
let foreignAccount: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  installationId = await rows.installation();
  accountId = await rows.account(installationId);
  foreignAccount = await rows.account(await rows.installation());
});
afterAll(async () => {
  await rows.client.end();
});

const trust = () => ({
  account_id: accountId,
  credential_revision: 1,
  open_id_field: '100191',
  configured_at: new Date(),
});

describe.each(WRITERS)('the %s cannot have', (by) => {
  const change = (id: string, set: string, values: unknown[] = []) => ({
    by,
    installationId,
    sql: `update message_sender set ${set} where id = '${id}'`,
    values,
  });

  test.each(['account_id', 'credential_revision', 'open_id_field', 'configured_at'])(
    'a configured sender without %s',
    async (column) => {
      const id = await rows.sender(installationId, { status: 'CONFIGURED', ...trust() });
      await expectRefusal(
        database,
        rows,
        change(id, `${column} = null`),
        'message_sender_configured_is_complete',
      );
    },
  );

  test('a sender that needs configuration for no reason, or a configured one with a reason', async () => {
    const needy = await rows.sender(installationId);
    await expectRefusal(database, rows, change(needy, 'cause = null'), 'message_sender_has_a_cause');
    const good = await rows.sender(installationId, { status: 'CONFIGURED', ...trust() });
    await expectRefusal(database, rows, change(good, `cause = 'COPIED'`), 'message_sender_has_a_cause');
  });

  test('a status or a cause that nobody knows', async () => {
    const id = await rows.sender(installationId);
    await expectRefusal(
      database,
      rows,
      change(id, `status = 'HAPPY', cause = null`),
      'message_sender_status_check',
    );
    await expectRefusal(database, rows, change(id, `cause = 'MOON'`), 'message_sender_cause_check');
  });

  test('a marketing platform that knows more than there is', async () => {
    const id = await rows.sender(installationId);
    await expectRefusal(database, rows, change(id, 'told_version = 2'), 'message_sender_told_what_is_known');
    await expectRefusal(database, rows, change(id, 'told_version = -1'), 'message_sender_told_what_is_known');
  });

  test('the account of another installation', async () => {
    const id = await rows.sender(installationId);
    await expectRefusal(
      database,
      rows,
      change(id, 'account_id = $1', [foreignAccount]),
      'message_sender_installation_id_account_id_foreign',
    );
  });

  test('one step twice', async () => {
    const instance = randomUUID();
    await rows.sender(installationId, { instance_id: instance });
    const sql = `insert into message_sender (installation_id, id, instance_id, status, cause)
      values ($1, $2, $3, 'NEEDS_CONFIGURATION', 'NEVER_CONFIGURED')`;
    const values = [installationId, randomUUID(), instance];
    await expectRefusal(
      database,
      rows,
      { by, installationId, sql, values },
      'message_sender_instance_unique',
    );
  });

  test('contacts twice in one execution, an arrival that ended with contacts, or one that waits without, or an end without its time', async () => {
    const sender = await rows.sender(installationId);
    const sql = `insert into sender_execution (installation_id, id, sender_id, execution_id, contact_ids, contact_count, contacts_digest, status, ended_at)
      values ($1, $2, $3, '7', $4, 1, 'digest', $5, $6)`;
    const insert = (contacts: string[] | null, status: string, endedAt: Date | null) => ({
      by,
      installationId,
      sql,
      values: [installationId, randomUUID(), sender, contacts, status, endedAt],
    });
    const refused = (tried: ReturnType<typeof insert>, why: string) =>
      expectRefusal(database, rows, tried, why);
    for (const ended of ['REPORTED', 'PARTLY_REPORTED', 'GIVEN_UP']) {
      await refused(insert(['1'], ended, new Date()), 'sender_execution_keeps_contacts_that_wait');
      await refused(insert(null, ended, null), 'sender_execution_ended');
    }
    await refused(insert(null, 'PENDING', null), 'sender_execution_keeps_contacts_that_wait');
    await refused(insert(null, 'LOST', new Date()), 'sender_execution_status_check');
    expect(await attempt(database, insert(['1'], 'PENDING', null))).toBeNull();
    await refused(insert(['1'], 'PENDING', null), 'sender_execution_once');
  });
});
