import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlatformFault } from '../../src/modules/marketing/connection/marketing-platform.port.ts';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { sql } from '../kit/stored.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao();
});
afterAll(() => qiao.close());

async function connected(site: string): Promise<string> {
  await qiao.caller({ site });
  const [found] = await sql<{ id: string }>(qiao, 'select id from installation where site = $1', [site]);
  return found?.id ?? '';
}
const stateOf = (id: string) => sql(qiao, 'select connection_state from installation where id = $1', [id]);

/** The result of a call that the marketing platform does not answer. */
const failing = (id: string): Promise<unknown> =>
  qiao.services.marketing
    .call(id, () => Promise.reject(new PlatformFault('UNAVAILABLE')))
    .catch((error: unknown) => error);
/** A call while the refresh token is no longer accepted. */
async function losing(id: string, site: string): Promise<unknown> {
  await qiao.eloqua.revoke(site);
  await sql(
    qiao,
    'update marketing_connection set access_token_usable_until = now() where installation_id = $1',
    [id],
  );
  return qiao.services.marketing.call(id, async () => 'done').catch((error: unknown) => error);
}

/** Another transaction, as a superuser. */
const inTransaction = (work: (client: pg.Client) => Promise<void>) =>
  withClient(qiao.database.superuserUrl, async (client) => {
    await client.query('begin');
    await work(client);
    await client.query('rollback');
  });
const somebodyWaits = () =>
  eventually(async () => {
    return (await sql(qiao, LOCK_WAITS)).length > 0;
  });

test.each([
  ['fails', failing, 'UNAVAILABLE'],
  ['is lost', losing, 'INVALID_GRANT'],
] as const)(
  'a connection that %s while Qiao is installed again waits for that: no deadlock',
  async (name, call, kind) => {
    const site = name.replace(' ', '');
    const id = await connected(site);
    let told: Promise<unknown> = Promise.resolve();

    await inTransaction(async (client) => {
      await client.query('select from installation where id = $1 for no key update', [id]);
      told = call(id, site);
      await somebodyWaits();
      await client.query('delete from marketing_connection where installation_id = $1', [id]);
    });

    expect(await told).toMatchObject({ name: 'PlatformFault', kind });
  },
);

test('recording the state of a connection does not wait for a transaction that adds rows to the installation', async () => {
  const id = await connected('inserts');

  await inTransaction(async (client) => {
    await client.query('select from installation where id = $1 for key share', [id]);
    await failing(id);
    await qiao.eloqua.reinstall('inserts');
  });

  expect(await stateOf(id)).toEqual([{ connection_state: 'CONNECTED' }]);
});

test('a refresh from before a new install does not change the new connection', async () => {
  const id = await connected('again');
  const rows = () =>
    sql<{ token_version: number; access_token: string }>(
      qiao,
      'select token_version, access_token from marketing_connection where installation_id = $1',
      [id],
    );
  const [before] = await rows();
  await sql(
    qiao,
    'update marketing_connection set access_token_usable_until = now() where installation_id = $1',
    [id],
  );
  await qiao.eloqua.fault({ path: '/auth/oauth2/token', times: 1, when: 'AFTER', latencyMs: 1_500 });
  await qiao.eloqua.forgetRequests();
  const late = qiao.services.marketing.call(id, async ({ accessToken }) => accessToken);
  await eventually(async () => (await qiao.eloqua.requests('/auth/oauth2/token')).length === 1);

  await qiao.eloqua.reinstall('again');
  const [fresh] = await rows();
  await late;

  expect(fresh?.token_version).not.toBe(before?.token_version);
  expect(await rows()).toEqual([fresh]);
});
