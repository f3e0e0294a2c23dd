import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { ContactFieldsDocument, InstallationStateDocument } from '../kit/generated/operations.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { sql } from '../kit/stored.ts';

let qiao: Processes;
beforeAll(async () => {
  qiao = await startProcesses();
}, 240_000);
afterAll(() => qiao.close());

const TOKEN = '/auth/oauth2/token';

/** kill -9 after Eloqua has made a new pair, and before Qiao has it. */
async function killWhileRefreshing(site: string) {
  const admin = await qiao.caller({ site });
  await admin.run(ContactFieldsDocument, {});
  await sql(qiao, 'update marketing_connection set access_token_usable_until = now()');
  await sql(qiao, `update catalogue_read set read_at = read_at - interval '10 minutes'`);
  await qiao.eloqua.forgetRequests();
  await qiao.eloqua.fault({ path: TOKEN, times: 1, when: 'AFTER', latencyMs: 10_000 });
  const answer = admin.ask(ContactFieldsDocument, {}).catch(() => null);
  await eventually(async () => (await qiao.eloqua.requests(TOKEN)).length === 1);
  await qiao.server.kill();
  await answer;
  await qiao.server.start();
  return admin;
}

test('a server killed between refresh and commit loses the pair that only Eloqua knew; the site is told to connect again', async () => {
  const admin = await killWhileRefreshing('killed');
  const state = async () => (await admin.run(InstallationStateDocument, {})).installation;

  await eventually(async () => {
    await admin.ask(ContactFieldsDocument, {});
    return (await state()).connection.state === 'LOST';
  }, 180_000);

  expect(await state()).toMatchObject({ status: 'AVAILABLE', requirements: [{ code: 'CONNECTION_LOST' }] });
  const { contactFields } = await admin.run(ContactFieldsDocument, {});
  expect(contactFields.totalCount).toBe(14);
  // The dead process had the lease until its end; nobody asked Eloqua again and again meanwhile.
  expect((await qiao.eloqua.requests(TOKEN)).length).toBe(2);
  await qiao.eloqua.reinstall('killed');
  expect((await state()).connection.state).toBe('CONNECTED');
}, 240_000);
