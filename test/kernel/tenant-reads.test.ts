import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLogin } from '../../src/app/caller-login.ts';
import type { RequestContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { sql } from '../../src/kernel/statement.ts';
import { TenantReads } from '../../src/kernel/tenant-reads.ts';
import { query } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { useDatabase } from '../kit/shared-database.ts';

const database = useDatabase();
let reads: TenantReads;

beforeAll(async () => {
  const [login] = await query<{ name: string; password: string }>(database, 'select * from caller_login');
  reads = new TenantReads(withLogin(database.url, login as NonNullable<typeof login>), 2);
});
afterAll(() => reads.close());

const operation = (signal?: AbortSignal): RequestContext => ({
  requestId: newId(),
  installationId: newId(),
  caller: { kind: 'USER', userId: '17', role: 'ADMINISTRATOR' },
  ...(signal && { signal }),
});

interface Place {
  readonly installation: string;
  readonly role: string;
  readonly begun: string;
}
const PLACE = sql`select current_setting('qiao.installation', true) as installation, current_user::text as role,
  now()::text as begun`;
const FOREVER = sql`select pg_sleep(600)`;

/** The backends that run the statement. */
const running = async (text: string) =>
  (
    await query<{ pid: number }>(
      database,
      `select pid from pg_stat_activity where datname = current_database() and state = 'active' and query = '${text}'`,
    )
  ).map(({ pid }) => pid);

test('what an operation asks for at the same moment is one transaction, as its caller', async () => {
  const ctx = operation();
  const rows = reads.rows(ctx);
  const [[first], [second]] = await Promise.all([rows<Place>(PLACE), rows<Place>(PLACE)]);
  const [later] = await rows<Place>(PLACE);
  expect(first).toMatchObject({
    installation: ctx.installationId,
    role: expect.stringMatching(/^qiao_caller_/),
  });
  expect(second).toEqual(first);
  expect(later).toMatchObject({ installation: ctx.installationId });
  expect(later?.begun).not.toBe(first?.begun);
});

test('operations of others never share it', async () => {
  const [one, other] = [operation(), operation()];
  const [[first], [second]] = await Promise.all([
    reads.rows(one)<Place>(PLACE),
    reads.rows(other)<Place>(PLACE),
  ]);
  expect([first?.installation, second?.installation]).toEqual([one.installationId, other.installationId]);
});

test('values reach the statement as they are, whatever they contain', async () => {
  for (const text of [`'; drop table campaign; --`, '\\', '"{}"', '$1', '', 'é中', '{a,b}'])
    expect(
      await reads.rows(operation())(sql`select ${text}::text as text, ${[text, 'b']}::text[] as list`),
    ).toEqual([{ text, list: [text, 'b'] }]);
});

test('nothing can be written', async () => {
  const insert = sql`insert into audit_entry select * from audit_entry where false returning id`;
  await expect(reads.rows(operation())(insert)).rejects.toThrow('read-only transaction');
});

test('a statement that fails takes those along that went with it, and no others', async () => {
  const one = (divisor: number) => sql`select 1 / ${divisor}::int as quotient`;
  const rows = reads.rows(operation());
  const together = await Promise.allSettled([rows<Place>(PLACE), rows(one(0))]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  // The connection knows both of them, or was replaced.
  for (let count = 0; count < 4; count += 1)
    expect(await Promise.all([rows(one(1)), rows<Place>(PLACE)])).toMatchObject([[{ quotient: 1 }], [{}]]);
});

test('a read whose caller has left is cancelled, and the connection serves the next', async () => {
  const leaving = new AbortController();
  const asked = reads.rows(operation(leaving.signal))(FOREVER);
  const refused = expect(asked).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  await eventually(async () => (await running(FOREVER.text)).length === 1);
  leaving.abort();
  await refused;
  // PostgreSQL answers before it says that nothing runs any more.
  await eventually(async () => (await running(FOREVER.text)).length === 0);
  await expect(reads.rows(operation(leaving.signal))<Place>(PLACE)).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  expect(await reads.rows(operation())<Place>(PLACE)).toHaveLength(1);
});

test('a broken connection fails what it was asked, and is replaced', async () => {
  const asked = reads.rows(operation())(FOREVER);
  const failed = expect(asked).rejects.toThrow();
  await eventually(async () => (await running(FOREVER.text)).length === 1);
  await query(database, `select pg_terminate_backend(${(await running(FOREVER.text))[0]})`);
  await failed;
  for (let count = 0; count < 3; count += 1)
    expect(await reads.rows(operation())<Place>(PLACE)).toHaveLength(1);
});

test('one installation leaves room for others', async () => {
  const leaving = new AbortController();
  const busy = operation(leaving.signal);
  const asked = [1, 2, 3].map(() => reads.rows({ ...busy })(FOREVER));
  const refused = Promise.allSettled(asked);
  await eventually(async () => (await running(FOREVER.text)).length === 1);
  expect(await reads.rows(operation())<Place>(PLACE)).toHaveLength(1);
  leaving.abort();
  expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
