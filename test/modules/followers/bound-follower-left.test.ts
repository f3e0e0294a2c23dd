import { beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { systemContext } from '../../../src/kernel/context.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { KeyRing } from '../../../src/kernel/secrets.ts';
import { UnitOfWork } from '../../../src/kernel/unit-of-work.ts';
import { recordAudit } from '../../../src/modules/audit/audit.service.ts';
import { partingDeliveries } from '../../../src/modules/deliveries/parting-deliveries.ts';
import { ErasureService } from '../../../src/modules/followers/erasure/erasure.service.ts';
import { FollowerPrivacyService } from '../../../src/modules/followers/erasure/follower-privacy.service.ts';
import { boundFollowerLeft } from '../../../src/modules/followers/follower.events.ts';
import type { Sighting } from '../../../src/modules/followers/follower.rules.ts';
import { FollowerService } from '../../../src/modules/followers/follower.service.ts';
import { IdempotentWrites } from '../../../src/modules/idempotency/idempotent-writes.service.ts';
import { UpdateFollowerSettingsDocument } from '../../kit/generated/operations.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { ownId, sql } from '../../kit/stored.ts';
import { addAccount } from '../../kit/stories.ts';
import { callerContext } from '../kit/work.ts';

const START = Date.parse('2026-01-01');
const at = (second: number) => new Date(START + second * 1000);

const qiao = useQiao();
/** What a module of a higher rank would be told. */
const told: unknown[] = [];
let work: UnitOfWork;
let followers: FollowerService;
let privacy: FollowerPrivacyService;
let installationId: string;
let accountId: string;
let keeping: string;

beforeAll(async () => {
  const admin = await qiao.caller();
  accountId = ownId((await addAccount(admin, {})).id);
  const { id } = await addAccount(admin, {});
  keeping = ownId(id);
  const input = { accountId: id, afterUnfollow: 'RETAIN_WITH_BASIS' as const, retentionBasis: 'a contract' };
  await admin.run(UpdateFollowerSettingsDocument, { input });
  installationId = (await qiao.services.installations.idOfSite('acme')) ?? '';
  const keys = KeyRing.parse(qiao.environment.secretKeys);
  work = new UnitOfWork(qiao.services.databases, {
    ...{ recordAudit, idempotency: new IdempotentWrites(keys, systemClock), clock: systemClock },
    committed: () => {},
    inside: [async (_tx, _ctx, event) => void (boundFollowerLeft.matches(event) && told.push(event.payload))],
  });
  const erasure = new ErasureService(keys, partingDeliveries);
  followers = new FollowerService(qiao.services.installations, erasure, work, qiao.services.newcomers);
  privacy = new FollowerPrivacyService(erasure, [], work);
});
beforeEach(() => {
  told.length = 0;
});

type Seen = Partial<Sighting> & Pick<Sighting, 'change'>;
async function book(account: string, openId: string, ...seen: readonly Seen[]): Promise<void> {
  const ctx = systemContext(installationId, 'test', newId());
  for (const one of seen) {
    const sighting = { accountId: account, openId, at: at(0), sceneKey: null, isActivity: true, ...one };
    await work.write(ctx, 'test', (tx) => followers.book(tx, ctx, [sighting]));
  }
}
async function bound(account: string, openId: string, contactId: string): Promise<string> {
  await book(account, openId, { change: 'FOLLOWED', at: at(0) });
  const [row] = await sql<{ id: string }>(
    qiao,
    `update follower set contact_id = $2, binding_state = 'BOUND', binding_how = 'LINK', bound_at = now()
     where open_id = $1 returning id`,
    [openId, contactId],
  );
  return row?.id ?? '';
}
const latestReceipt = async () =>
  (await sql<{ id: string }>(qiao, 'select id from privacy_receipt order by id desc limit 1'))[0]?.id;

test('the contact of a bound follower who unfollows is told once, with the receipt', async () => {
  await bound(accountId, 'o-leaves', '501');
  await book(accountId, 'o-leaves', { change: 'UNFOLLOWED', at: at(2) });
  await book(accountId, 'o-leaves', { change: 'UNFOLLOWED', at: at(1) });

  expect(told).toEqual([
    { accountId, contactId: '501', at: at(2).toISOString(), receiptId: await latestReceipt() },
  ]);
});

test('of a follower who is not bound, and of one who follows again already, nothing is told', async () => {
  await book(accountId, 'o-free', { change: 'FOLLOWED' }, { change: 'UNFOLLOWED', at: at(1) });
  await bound(accountId, 'o-back', '502');
  await book(accountId, 'o-back', { change: 'FOLLOWED', at: at(5) }, { change: 'UNFOLLOWED', at: at(3) });

  expect(told).toEqual([]);
  const [back] = await sql(qiao, `select contact_id, subscribed from follower where open_id = 'o-back'`);
  expect(back).toEqual({ contact_id: '502', subscribed: true });
});

test('a follower who is kept stays bound, and their contact is told of the latest unfollow', async () => {
  await bound(keeping, 'o-kept', '503');
  await book(keeping, 'o-kept', { change: 'UNFOLLOWED', at: at(4) }, { change: 'UNFOLLOWED', at: at(3) });

  expect(told).toEqual([{ accountId: keeping, contactId: '503', at: at(4).toISOString(), receiptId: null }]);
  const [kept] = await sql(qiao, `select contact_id, subscribed from follower where open_id = 'o-kept'`);
  expect(kept).toEqual({ contact_id: '503', subscribed: false });
});

test.each(['CONSENT_WITHDRAWN', 'WECHAT_ACCOUNT_CLOSED'] as const)(
  'the contact of somebody who was kept is told after %s',
  async (cause) => {
    await bound(keeping, `o-${cause}`, `504-${cause}`);
    await book(keeping, `o-${cause}`, { change: 'UNFOLLOWED', at: at(1), cause });

    expect(told).toEqual([
      {
        ...{ accountId: keeping, contactId: `504-${cause}`, at: at(1).toISOString() },
        receiptId: await latestReceipt(),
      },
    ]);
  },
);

test('the contact of a follower who is erased on request is told', async () => {
  const id = await bound(accountId, 'o-asks', '505');
  const receipt = await privacy.erase(callerContext(installationId, 'ADMINISTRATOR', '1'), id);

  expect(told).toEqual([
    { accountId, contactId: '505', at: receipt.at.toISOString(), receiptId: receipt.id },
  ]);
});

test('nobody is booked while they are erased: a push that is being processed does not bring them back', async () => {
  const id = await bound(accountId, 'o-races', '506');
  const ctx = systemContext(installationId, 'test', newId());
  const late = { accountId, openId: 'o-races', at: at(9), sceneKey: null, isActivity: true, change: null };
  const erasing = await Promise.all([
    privacy.erase(callerContext(installationId, 'ADMINISTRATOR', '1'), id),
    ...Array.from({ length: 4 }, () => work.write(ctx, 'test', (tx) => followers.book(tx, ctx, [late]))),
  ]);

  expect(erasing[0]).toMatchObject({ cause: 'REQUESTED' });
  expect(await sql(qiao, `select from follower where open_id = 'o-races'`)).toEqual([]);
});
