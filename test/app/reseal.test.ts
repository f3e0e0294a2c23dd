import { randomBytes, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.ts';
import { type Resealed, ResealService, SEALED_COLUMNS } from '../../src/app/reseal.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { placeOf, type SealedColumn } from '../../src/kernel/sealed.ts';
import { KeyRing } from '../../src/kernel/secrets.ts';
import { AuthorizationSession } from '../../src/modules/authorizations/session/authorization-session.entity.ts';
import { CallbackReceipt } from '../../src/modules/callbacks/callback-receipt.entity.ts';
import { Component, ComponentTicket } from '../../src/modules/connections/component/component.entity.ts';
import { ErasureKey } from '../../src/modules/followers/erasure/erasure-key.entity.ts';
import { createDatabase, LOCK_WAITS, query, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored } from '../kit/stored.ts';
import { authorized, type openSession, outcome, waitingSession } from '../kit/stories.ts';
import { Rows } from '../modules/kit/rows.ts';
import { openWork } from '../modules/kit/work.ts';

/** An underscore in the one stands for no other character: nothing that `keyx1` has sealed passes for sealed by `key_1`. */
const NEW = `key_1:${randomBytes(32).toString('base64')}`;
const ALIKE = `keyx1:${randomBytes(32).toString('base64')}`;

const qiao = useQiao();
let old: string;
let appId: string;
let session: Awaited<ReturnType<typeof openSession>>;
let admin: Awaited<ReturnType<typeof waitingSession>>['admin'];
const lines: string[] = [];

/** Two installations; a value in every sealed column. */
beforeAll(async () => {
  old = qiao.environment.secretKeys;
  ({ appId } = await authorized(qiao, await qiao.caller({ site: 'rotates' })));
  ({ admin, session } = await waitingSession(qiao, 'rotatestoo'));
  const { session: confirmed } = await waitingSession(qiao, 'rotatesthree');
  const ring = KeyRing.parse(old);
  const seal = (property: 'code' | 'answer') =>
    ring.seal(property, placeOf(AuthorizationSession, property, ownId(confirmed.id)));
  await sql(qiao, 'update authorization_session set code = $1, answer = $2 where id = $3', [
    seal('code'),
    seal('answer'),
    ownId(confirmed.id),
  ]);
  await admin.ask(
    'mutation { createApiKey(input: { name: "kept", scopes: [ACCOUNTS_READ] }) @idempotent(key: "kept") { secret } }',
  );
  const [tenant] = await sql<{ id: string }>(qiao, 'select id from installation limit 1');
  const installation_id = tenant?.id ?? '';
  const key = ring.seal('key', placeOf(ErasureKey, 'key', installation_id));
  await withRows((rows) => rows.insert('erasure_key', { installation_id, key }));
  const receipt = randomUUID();
  await withRows((rows) =>
    rows.insert('callback_receipt', {
      ...{ id: receipt, dedup_key: receipt, query: {}, body: '', processed_at: new Date() },
      sealed_token: ring.seal('token', placeOf(CallbackReceipt, 'sealedToken', receipt)),
    }),
  );
});
afterAll(async () => void (await reseal(`${old},${NEW},${ALIKE}`)));

async function withRows(work: (rows: Rows) => Promise<void>): Promise<void> {
  const rows = new Rows(new pg.Client({ connectionString: qiao.database.superuserUrl }));
  await rows.client.connect();
  await work(rows).finally(() => rows.client.end());
}

/** The job, with another key ring. */
function reseal(secretKeys: string): Promise<Resealed> {
  lines.length = 0;
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  return new ResealService({ ...qiao.services, keys: KeyRing.parse(secretKeys), log }).run();
}

/** Every stored secret in plain text, with its column and what it is bound to. */
async function opened(secretKeys: string): Promise<{ where: string; text: string }[]> {
  const ring = KeyRing.parse(secretKeys);
  const found: { where: string; text: string }[] = [];
  for (const column of [...SEALED_COLUMNS.platform, ...SEALED_COLUMNS.tenant]) {
    const { table, name, by } = namesOf(column);
    const rows = await sql<{ id: string; sealed: string }>(
      qiao,
      `select ${by} as id, ${name} as sealed from ${table} where ${name} is not null`,
    );
    expect(rows.length, `a value in ${table}.${name}`).toBeGreaterThan(0);
    const texts = rows.map(({ id, sealed }) => ({
      where: `${table}.${name} ${id}`,
      text: ring.open(sealed, column.placeOf(id)),
    }));
    found.push(...texts.toSorted((a, b) => (a.where + a.text < b.where + b.text ? -1 : 1)));
  }
  return found;
}

function namesOf({ entity, property, by }: SealedColumn) {
  const { tableName: table, properties } = qiao.services.orm.getMetadata().get<object>(entity);
  const columnOf = (name: string) => String(Reflect.get(properties, name).fieldNames[0]);
  return { table, name: columnOf(property), by: columnOf(by) };
}

/** All that is stored, but for what is sealed. */
const otherwise = async () =>
  JSON.parse(JSON.stringify(await stored(qiao)).replaceAll(/"v1\.[\w-]+\.[\w-]+"/g, '"sealed"'));

const said = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('after the job has run with a new key first', () => {
  test('every stored secret opens with the new key alone, and nothing else has changed', async () => {
    const before = { secrets: await opened(old), rest: await otherwise() };
    const { resealed, left } = await reseal(`${NEW},${old}`);
    expect(left).toEqual({});
    expect(resealed).toBe(before.secrets.length);
    expect(await opened(NEW)).toEqual(before.secrets);
    expect(await otherwise()).toEqual(before.rest);
  });

  test('it says so in the log, and shows no secret', async () => {
    await reseal(`${NEW},${old}`);
    expect(said()).toMatchObject([
      {
        key: 'key_1',
        resealed: 0,
        msg: 'all stored secrets are encrypted with this key; others can be removed',
      },
    ]);
    const secrets = (await opened(NEW)).map(({ text }) => text).filter((text) => text.length > 8);
    for (const text of [...secrets, NEW.slice(6), 'v1.']) expect(lines.join()).not.toContain(text);
  });

  test('a Qiao without the old key uses the tokens as before', async () => {
    const { config, environment } = qiao;
    const second = await compose(config, { ...environment, secretKeys: NEW }, createLogger('silent'));
    expect((await second.credentials.find(appId))?.accessToken).toMatch(/./);
    const { token } = await second.component.read();
    expect(token).toMatch(/./);
    const users = await second.marketing.connected();
    expect(users.length).toBe(3);
    for (const id of users) await second.marketing.call(id, async (call) => expect(call).toBeTruthy());
    await second.close();
  });

  test('it runs back as well: the link of a session that was opened before both still authorizes', async () => {
    const { left } = await reseal(`${old},${NEW}`);
    expect(left).toEqual({});
    const scanned = await qiao.wechat.account();
    await qiao.wechat.confirm(session.launchUrl, scanned.appId);
    expect(await outcome(admin, session.id)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('values that the job leaves', () => {
  const ticket = (ring: KeyRing, place = placeOf(ComponentTicket, 'ticket', qiao.config.wechat.appId)) =>
    ring.seal('ticket@@@x', place);
  const insert = (...sealed: string[]) =>
    sql(
      qiao,
      `insert into component_ticket (app_id, created_at, ticket)
       select $1, now() - make_interval(hours => 1, secs => place), sealed
       from unnest($2::text[]) with ordinality as given (sealed, place)`,
      [qiao.config.wechat.appId, sealed],
    );
  const tickets = async () =>
    (await sql<{ ticket: string }>(qiao, 'select ticket from component_ticket')).map(({ ticket }) => ticket);

  test('are those that no key of the ring opens; they are counted by column, and do not hold up the others', async () => {
    const unknown = ticket(KeyRing.parse(`lost:${randomBytes(32).toString('base64')}`));
    const elsewhere = ticket(KeyRing.parse(old), placeOf(Component, 'accessToken', 'another'));
    const alike = ticket(KeyRing.parse(ALIKE));
    const many = Array.from({ length: 250 }, () => ticket(KeyRing.parse(old)));
    await insert(unknown, elsewhere, alike, 'not sealed', ...many);

    const { resealed, left, unreadable } = await reseal(`${NEW},${ALIKE},${old}`);

    expect(left).toEqual({ 'component_ticket.ticket': 3 });
    expect(unreadable).toEqual(left);
    expect(resealed).toBeGreaterThan(250);
    const after = await tickets();
    expect(after).toEqual(expect.arrayContaining([unknown, elsewhere, 'not sealed']));
    expect(after).not.toContain(alike);
    expect(said()).toMatchObject([
      { key: 'key_1', left, unreadable, msg: 'stored secrets are encrypted with other keys; keep them' },
    ]);
    await sql(qiao, 'delete from component_ticket where ticket = any($1)', [
      [unknown, elsewhere, 'not sealed'],
    ]);
  });

  test('are those that another process replaces meanwhile; what is newer stays, and is counted', async () => {
    await reseal(`${old},${NEW}`);
    const newer = ticket(KeyRing.parse(old));
    await withClient(qiao.database.superuserUrl, async (client) => {
      await client.query('begin');
      await client.query(
        `update component_ticket set ticket = $1 where ticket = (select max(ticket) from component_ticket)`,
        [newer],
      );
      const run = reseal(`${NEW},${old}`);
      await eventually(async () => (await sql(qiao, LOCK_WAITS)).length > 0);
      await client.query('commit');
      expect((await run).left).toEqual({ 'component_ticket.ticket': 1 });
    });
    expect(await tickets()).toContain(newer);
    expect((await reseal(`${NEW},${old}`)).left).toEqual({});
  });
});

test('what a value is bound to is made of what an entity declares, and nowhere else', () => {
  const making = globSync('src/**/*.ts').filter((file) => /\bas Place\b/.test(readFileSync(file, 'utf8')));
  expect(making).toEqual(['src/kernel/sealed.ts']);
});

test('a worker that starts with one key enqueues nothing; with more, one job however many workers start', async () => {
  const database = await createDatabase();
  const { close, work } = await openWork(database.url);
  const start = (secretKeys: string) =>
    new ResealService({ ...qiao.services, work, keys: KeyRing.parse(secretKeys) }).enqueueIfRotating();
  const waiting = () => query(database, 'select key from graphile_worker._private_jobs');
  await start(NEW);
  expect(await waiting()).toEqual([]);
  await Promise.all([start(`${NEW},${old}`), start(`${NEW},${old}`)]);
  expect(await waiting()).toEqual([{ key: 'secrets.reseal' }]);
  await close();
  await database.drop();
});
