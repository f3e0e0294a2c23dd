import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.ts';
import { systemContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import type { UnitOfWork } from '../../src/kernel/unit-of-work.ts';
import { CatalogueService } from '../../src/modules/marketing/catalogue/catalogue.service.ts';
import { contactFieldKind } from '../../src/modules/marketing/fields/contact-field.service.ts';
import type { TestClient } from '../kit/client.ts';
import { sampleCovering } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import {
  ContactFieldsDocument,
  CreateContactFieldDocument,
  InstallationStateDocument,
} from '../kit/generated/operations.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { sql } from '../kit/stored.ts';
import { openWork } from '../modules/kit/work.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao();
});
beforeEach(async () => {
  await qiao.eloqua.clearFaults();
  await qiao.eloqua.forgetRequests();
});
afterAll(() => qiao.close());

const FIELDS = '/api/rest/1.0/assets/contact/fields';
const TOKEN = '/auth/oauth2/token';

/** As if so much time had passed since the catalogues were read, and since the last failure. */
const pass = (minutes: number) =>
  sql(
    qiao,
    `update catalogue_read set read_at = read_at - make_interval(mins => $1), failed_at = failed_at - make_interval(mins => $1),
       partly_read_at = partly_read_at - make_interval(mins => $1)`,
    [minutes],
  );
/** As if what was read of the fields themselves were as old. */
const age = (minutes: number) =>
  sql(qiao, `update contact_field set as_of = as_of - make_interval(mins => $1)`, [minutes]);
const expireTokens = () => sql(qiao, 'update marketing_connection set access_token_usable_until = now()');
const list = async (client: TestClient) =>
  (await client.run(ContactFieldsDocument, { search: 'OpenID A1' })).contactFields.edges[0]?.node;
const connection = async (client: TestClient) =>
  (await client.run(InstallationStateDocument, {})).installation.connection.state;
const calls = async (path: string) => (await qiao.eloqua.requests(path)).length;

const FAULTS = [
  [{ httpStatus: 401 }, 2],
  [{ httpStatus: 403 }, 1],
  [{ httpStatus: 429 }, 3],
  [{ httpStatus: 500 }, 1],
  [{ httpStatus: 503 }, 3],
  [{ html: true }, 1],
  [{ empty: true }, 1],
  [{ reset: true }, 3],
  // A page that takes too long is followed by one question for a single object.
  [{ latencyMs: 20_000 }, 2],
] as const;

/** In a sample one for each number of attempts. */
const faults = sampleCovering<(typeof FAULTS)[number]>('faults of Eloqua', FAULTS, ([, attempts]) => [
  String(attempts),
]);

describe.each(faults)('while Eloqua answers %j', (fault, attempts) => {
  const site = `away${JSON.stringify(fault).replaceAll(/\W/g, '')}`;

  test('lists are what it last said, soon, and say that they are old; it is asked no more than it bears', async () => {
    const admin = await qiao.caller({ site });
    expect((await list(admin))?.availability).toBe('AVAILABLE');
    await pass(10);
    await age(10);
    await qiao.eloqua.forgetRequests();
    await qiao.eloqua.fault({ path: FIELDS, times: 1000, ...fault });

    // Within the time that an operation has, though Eloqua may take longer.
    const first = await list(admin);
    await eventually(
      async () => (await sql(qiao, 'select from catalogue_read where failed_at is not null')).length > 0,
    );
    const known = await list(admin);
    await Promise.all(Array.from({ length: 10 }, () => list(admin)));

    expect(first?.name).toBe('WeChat OpenID A1');
    expect(known).toMatchObject({ name: 'WeChat OpenID A1', availability: 'STALE' });
    expect(Date.parse(known?.asOf ?? '')).toBeLessThan(Date.now() - 9 * 60_000);
    expect(await calls(FIELDS)).toBe(attempts);
    expect(await calls(TOKEN)).toBe(0);

    await qiao.eloqua.clearFaults();
    await pass(1);
    expect(await list(admin)).toMatchObject({ availability: 'AVAILABLE' });
    expect(await connection(admin)).toBe('CONNECTED');
  });

  test('what would name something of it is refused, and nothing changes', async () => {
    const admin = await qiao.caller({ site });
    await pass(10);
    await qiao.eloqua.fault({ path: FIELDS, times: 1000, ...fault });

    const { createContactField } = await admin.run(CreateContactFieldDocument, {
      input: { purpose: 'OPEN_ID' },
    });

    expect(createContactField).toMatchObject({
      contactField: null,
      userErrors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
    });
    expect(await calls(FIELDS)).toBe(attempts);
    expect(await calls('/api/rest/1.0/assets/contact/field')).toBe(0);
    await qiao.eloqua.clearFaults();
  });
});

test('a connection that fails says so, and recovers by itself', async () => {
  const admin = await qiao.caller({ site: 'recovers' });
  await pass(10);
  await qiao.eloqua.fault({ path: FIELDS, times: 1000, httpStatus: 500 });

  await list(admin);

  const { installation } = await admin.run(InstallationStateDocument, {});
  expect(installation).toMatchObject({
    status: 'AVAILABLE',
    connection: { state: 'FAILING', failingReason: 'NO_ANSWER' },
    requirements: [{ code: 'CONNECTION_FAILING' }],
  });
  expect((await qiao.eloqua.status('recovers')).working).toBe(false);
  await qiao.eloqua.clearFaults();
  await pass(1);
  expect((await qiao.eloqua.status('recovers')).working).toBe(true);
  expect(await connection(admin)).toBe('CONNECTED');
});

test('a connection that is made anew while it fails begins anew: its next failure is told again', async () => {
  const admin = await qiao.caller({ site: 'anew' });
  const fail = async () => {
    await pass(10);
    await qiao.eloqua.fault({ path: FIELDS, times: 1, httpStatus: 500 });
    await list(admin);
  };
  await fail();
  expect(await connection(admin)).toBe('FAILING');
  await qiao.eloqua.reinstall('anew');
  expect(await connection(admin)).toBe('CONNECTED');

  await fail();

  expect(await connection(admin)).toBe('FAILING');
});

test('an empty list of what always exists is not believed', async () => {
  const admin = await qiao.caller({ site: 'empty' });
  expect((await list(admin))?.availability).toBe('AVAILABLE');
  await pass(10);
  await age(10);
  await qiao.eloqua.fault({
    path: FIELDS,
    times: 1,
    body: { elements: [], page: 1, pageSize: 1000, total: 0 },
  });

  expect(await list(admin)).toMatchObject({ name: 'WeChat OpenID A1', availability: 'STALE' });
});

test('a site that moves to another pod is found again, with the token it has', async () => {
  const admin = await qiao.caller({ site: 'moves' });
  await list(admin);
  await qiao.eloqua.move('moves');
  await pass(10);
  await qiao.eloqua.forgetRequests();

  expect(await list(admin)).toMatchObject({ availability: 'AVAILABLE' });

  const paths = (await qiao.eloqua.requests()).map(({ path }) =>
    path.toLowerCase().replace(/^\/p\d\d/, '/pod'),
  );
  expect(paths).toEqual([`/pod${FIELDS}`, '/id', `/pod${FIELDS}`]);
  expect(await connection(admin)).toBe('CONNECTED');
});

describe('tokens', () => {
  test('that have ended are refreshed once, however many calls on however many servers need one', async () => {
    const admin = await qiao.caller({ site: 'servers' });
    const log = createLogger('silent');
    const other = await compose(qiao.config, qiao.environment, log);
    const [{ id } = { id: '' }] = await sql<{ id: string }>(
      qiao,
      `select id from installation where site = 'servers'`,
    );
    await expireTokens();
    await qiao.eloqua.forgetRequests();

    const call = (services: Pick<typeof other, 'marketing'>) =>
      services.marketing.call(id, async (session) => session.accessToken);
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, index) => call(index % 2 === 0 ? other : qiao.services)),
    );
    await other.close();

    expect(new Set(tokens).size).toBe(1);
    expect(await calls(TOKEN)).toBe(1);
    expect((await list(admin))?.availability).toBe('AVAILABLE');
  });

  test('that Eloqua ended before their time are replaced, and the call is made again once', async () => {
    const admin = await qiao.caller({ site: 'revoked' });
    const [{ n: version } = { n: 0 }] = await versions('revoked');
    await qiao.eloqua.withSettings({ clockAheadSeconds: 30_000 }, async () => {
      await pass(10);
      await qiao.eloqua.forgetRequests();
      expect((await list(admin))?.availability).toBe('AVAILABLE');
    });

    expect(await calls(TOKEN)).toBe(1);
    expect(await calls(FIELDS)).toBe(2);
    expect(await versions('revoked')).toEqual([{ n: version + 1 }]);
  });

  test('are refreshed well ahead of their end, by a job', async () => {
    await qiao.caller({ site: 'ahead' });
    const [{ n: version } = { n: 0 }] = await versions('ahead');
    await sql(qiao, `update marketing_connection set refresh_at = now() + interval '1 hour'`);
    await sql(
      qiao,
      `update marketing_connection c set refresh_at = now() from installation i where i.id = c.installation_id and i.site = 'ahead'`,
    );
    await qiao.eloqua.forgetRequests();

    await sql(qiao, `select graphile_worker.add_job('marketing.refresh-tokens')`);

    await eventually(async () => (await versions('ahead'))[0]?.n === version + 1);
    expect(await calls(TOKEN)).toBe(1);
    const due = `select extract(epoch from c.refresh_at - now()) / 3600 as hours from marketing_connection c
      join installation i on i.id = c.installation_id where i.site = 'ahead'`;
    expect(Number((await sql(qiao, due))[0]?.hours)).toBeCloseTo(6, 1);
  });

  test('that are refused for good end the connection: an administrator is told to connect again', async () => {
    const admin = await qiao.caller({ site: 'lost' });
    await qiao.eloqua.revoke('lost');
    await pass(10);
    await qiao.eloqua.forgetRequests();

    await list(admin);
    await Promise.all(Array.from({ length: 5 }, () => list(admin)));

    const { installation } = await admin.run(InstallationStateDocument, {});
    expect(installation).toMatchObject({
      status: 'AVAILABLE',
      connection: { state: 'LOST' },
      requirements: [{ code: 'CONNECTION_LOST', message: expect.stringContaining('connect again') }],
    });
    expect([await calls(FIELDS), await calls('/id'), await calls(TOKEN)]).toEqual([1, 1, 1]);
    expect(await versions('lost')).toEqual([]);
    const { createContactField } = await admin.run(CreateContactFieldDocument, {
      input: { purpose: 'OPEN_ID' },
    });
    expect(createContactField.userErrors).toMatchObject([
      { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('connect again') },
    ]);
    await qiao.eloqua.reinstall('lost');
    expect(await connection(admin)).toBe('CONNECTED');
  });

  test.each([{ httpStatus: 500 }, { reset: true }, { html: true }, { httpStatus: 429 }])(
    'stay while their endpoint answers %j, and are refreshed when it is well again',
    async (fault) => {
      const site = `stays${JSON.stringify(fault).replaceAll(/\W/g, '')}`;
      const admin = await qiao.caller({ site });
      await list(admin);
      await expireTokens();
      await pass(10);
      await qiao.eloqua.forgetRequests();
      await qiao.eloqua.fault({ path: TOKEN, times: 1, ...fault });

      await list(admin);

      expect(await connection(admin)).toBe('FAILING');
      expect(await calls(TOKEN)).toBe(1);
      await pass(1);
      expect((await list(admin))?.availability).toBe('AVAILABLE');
      expect(await connection(admin)).toBe('CONNECTED');
    },
  );

  test.each([
    [401, 'invalid_client', 'CLIENT_REFUSED'],
    [400, 'unauthorized_client', 'CLIENT_REFUSED'],
    [400, 'invalid_request', 'REQUEST_REFUSED'],
    [403, undefined, 'REQUEST_REFUSED'],
  ])(
    'that are refused with %i %s are for the operator, at once; no connection is given up',
    async (httpStatus, error, reason) => {
      const site = `refused${httpStatus}${reason.slice(0, 3)}`;
      const admin = await qiao.caller({ site });
      await expireTokens();
      await pass(10);
      await qiao.eloqua.fault({ path: TOKEN, times: 2, httpStatus, body: { error } });

      await list(admin);

      const { installation } = await admin.run(InstallationStateDocument, {});
      expect(installation).toMatchObject({
        status: 'AVAILABLE',
        connection: { state: 'FAILING', failingReason: reason, failingSince: expect.any(String) },
        requirements: [
          { code: 'CONNECTION_FAILING', message: expect.stringContaining('the operator of Qiao') },
        ],
      });
      expect(await versions(site)).toHaveLength(1);
      const { createContactField } = await admin.run(CreateContactFieldDocument, {
        input: { purpose: 'OPEN_ID' },
      });
      expect(createContactField).toMatchObject({
        contactField: null,
        userErrors: [{ code: 'OPERATOR_REQUIRED', message: expect.stringContaining('Nothing was changed.') }],
      });
      await qiao.eloqua.clearFaults();
      await pass(1);
      expect((await list(admin))?.availability).toBe('AVAILABLE');
      expect((await admin.run(InstallationStateDocument, {})).installation.connection).toMatchObject({
        state: 'CONNECTED',
        failingReason: null,
        failingSince: null,
      });
    },
  );

  test('that are refused ahead of their end are told until a refresh succeeds, though calls do', async () => {
    const admin = await qiao.caller({ site: 'early' });
    const refresh = () =>
      sql(
        qiao,
        `with due as (update marketing_connection c set refresh_at = now() from installation i
           where i.id = c.installation_id and i.site = 'early')
         select graphile_worker.add_job('marketing.refresh-tokens')`,
      );
    await sql(qiao, `update marketing_connection set refresh_at = now() + interval '1 hour'`);
    await qiao.eloqua.fault({ path: TOKEN, times: 1, httpStatus: 400, body: { error: 'invalid_request' } });
    await refresh();
    await eventually(async () => (await connection(admin)) === 'FAILING');

    await pass(10);
    expect((await list(admin))?.availability).toBe('AVAILABLE');
    expect(await connection(admin)).toBe('FAILING');

    await refresh();
    await eventually(async () => (await connection(admin)) === 'CONNECTED');
  });

  test('that cannot be stored for a moment are not lost', async () => {
    const admin = await qiao.caller({ site: 'stored' });
    await expireTokens();
    await pass(10);
    const [{ n: version } = { n: 0 }] = await versions('stored');
    await sql(
      qiao,
      `alter table marketing_connection add constraint refusing check (token_version <= ${version}) not valid`,
    );
    await qiao.eloqua.forgetRequests();

    const answer = list(admin);
    await eventually(async () => (await calls(TOKEN)) === 1);
    await sql(qiao, 'alter table marketing_connection drop constraint refusing');
    await answer;

    await eventually(async () => (await versions('stored'))[0]?.n === version + 1);
    expect(await calls(TOKEN)).toBe(1);
    await pass(10);
    expect((await list(admin))?.availability).toBe('AVAILABLE');
  });
});

test('every catalogue of every connected installation is read once a day', async () => {
  await qiao.caller({ site: 'daily' });
  await qiao.eloqua.remove('daily', 'campaigns', '1238');
  await qiao.eloqua.forgetRequests();

  await sql(qiao, `select graphile_worker.add_job('marketing.read-all-catalogues')`);

  const read = `select catalogue from catalogue_read r join installation i on i.id = r.installation_id
    where i.site = 'daily' and r.read_at > now() - interval '1 minute' order by 1`;
  await eventually(async () => (await sql(qiao, read)).length === 3);
  const kept = `select c.id from campaign c join installation i on i.id = c.installation_id and i.site = 'daily'`;
  expect((await sql(qiao, kept)).length).toBe(4);
});

test('a catalogue that could not be read that day is tried again, and the others are read meanwhile', async () => {
  await qiao.caller({ site: 'retried' });
  await sql(
    qiao,
    'delete from marketing_connection c using installation i where i.id = c.installation_id and i.site <> $1',
    ['retried'],
  );
  await sql(qiao, 'delete from catalogue_read');
  await qiao.eloqua.fault({ path: FIELDS, times: 1, httpStatus: 500 });

  await sql(qiao, `select graphile_worker.add_job('marketing.read-all-catalogues')`);

  const read = async () => (await sql(qiao, 'select from catalogue_read where read_at is not null')).length;
  await eventually(async () => (await read()) === 2);
  await eventually(async () => (await read()) === 3);
  expect(await calls(FIELDS)).toBe(2);
});

test('a change is decided on data that was read for it, even if another process reads at that moment', async () => {
  const admin = await qiao.caller({ site: 'joins' });
  await list(admin);
  const [{ id } = { id: '' }] = await sql<{ id: string }>(
    qiao,
    `select id from installation where site = 'joins'`,
  );
  await pass(10);
  await qiao.eloqua.forgetRequests();
  const { close, work } = await openWork(qiao.database.url);
  const { marketing } = qiao.services;
  const clock = { now: () => new Date() };
  const { promise: joined, resolve: join } = Promise.withResolvers<void>();
  let looks = 0;
  const slow: UnitOfWork = Object.create(work, {
    read: {
      value: async (...args: Parameters<UnitOfWork['read']>) => {
        looks += 1;
        if (looks === 1) await joined;
        const seen = await work.read(...args);
        // The second reader has joined the first by then.
        if (looks === 2) setImmediate(join);
        return seen;
      },
    },
  });
  const kind = contactFieldKind(marketing.platform);
  const catalogue = new CatalogueService(kind, marketing, slow, clock, createLogger('silent'));

  // The first reader finds that the catalogue is not due after all, and reads nothing.
  const idle = catalogue.read(id, () => false);
  const found = await catalogue.live(systemContext(id, 'test', newId()), ['100191']);
  await idle;
  await close();

  expect(found.size).toBe(1);
  expect(await calls(FIELDS)).toBe(1);
});

test.each([
  ['warning', 'PARTLY'],
  ['error', 'FAILED'],
  ['success', 'REPORTED'],
] as const)(
  'a report that Eloqua ends with “%s” is %s, and the connection is well',
  async (status, outcome) => {
    const admin = await qiao.caller({ site: `report${status}` });
    const [{ id } = { id: '' }] = await sql<{ id: string }>(
      qiao,
      'select id from installation where site = $1',
      [`report${status}`],
    );
    const answers = {
      '/contacts/syncactions': { uri: '/contacts/syncActions/1' },
      '/contacts/syncactions/1/data': {},
      '/syncs': { uri: '/syncs/1', status: 'pending' },
      '/syncs/1': { uri: '/syncs/1', status },
      '/syncs/1/logs': { items: [] },
    };
    for (const [path, body] of Object.entries(answers))
      await qiao.eloqua.fault({ path: `/api/bulk/2.0${path}`, times: 1, body });
    const { marketing } = qiao.services;

    const result = await marketing.call(id, (session) =>
      marketing.platform.reportErrored(session, randomUUID(), '1', ['501']),
    );

    expect(result).toEqual({ outcome });
    expect(await connection(admin)).toBe('CONNECTED');
  },
);

const versions = (site: string) =>
  sql<{ n: number }>(
    qiao,
    `select c.token_version as n from marketing_connection c join installation i on i.id = c.installation_id where i.site = $1`,
    [site],
  );
