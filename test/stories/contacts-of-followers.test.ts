import { beforeAll, expect, test } from 'vitest';
import { BindingStory } from '../kit/bindings.ts';
import type { TestClient } from '../kit/client.ts';
import { allDelivered, contactOf, LAST_ACTIVITY, OPEN_ID, STATUS } from '../kit/deliveries.ts';
import {
  EraseFollowerDocument,
  LinkFollowerDocument,
  UnlinkFollowerDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const SITE = 'erasedbound';
const qiao = useQiao();
let admin: TestClient;
let story: BindingStory;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  await qiao.eloqua.settings({ syncMs: 1 });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE);
  story = new BindingStory(qiao, admin, SITE, accountId, appId);
  await settled(qiao);
});

const statusOf = async (contactId: string) => (await contactOf(qiao, SITE, contactId)).fields[STATUS];

/** Somebody who follows, and whose contact has their OpenID. */
async function boundFollower(openId: string): Promise<string> {
  const contactId = await story.contact(`${openId}@customer.example`, { [OPEN_ID]: openId });
  await story.follow(openId);
  await allDelivered(qiao);
  expect(await statusOf(contactId)).toBe('Subscribed');
  return contactId;
}

test('who asks to be erased is told to their contact, and the receipt gets the import', async () => {
  const contactId = await boundFollower('o-asks');
  const { id: followerId } = await story.follower('o-asks');
  const { eraseFollower } = await admin.run(EraseFollowerDocument, { input: { followerId } });
  expect(eraseFollower).toMatchObject({ userErrors: [], privacyReceipt: { cause: 'REQUESTED' } });
  await allDelivered(qiao);
  expect(await statusOf(contactId)).toBe('Unsubscribed');
  const [receipt] = await sql(
    qiao,
    `select platform_import_id from privacy_receipt where cause = 'REQUESTED'`,
  );
  expect(receipt?.platform_import_id).toEqual(expect.any(String));
});

test('a contact that is not theirs any more shows nothing of them, and the next follow finds the right one', async () => {
  const former = await boundFollower('o-moves');
  const contactId = await story.contact('right@customer.example');
  const { id: followerId } = await story.follower('o-moves');
  await admin.run(LinkFollowerDocument, { input: { followerId, contact: { contactId } } });
  await allDelivered(qiao);
  const { fields } = await contactOf(qiao, SITE, former);
  expect([fields[OPEN_ID], fields[STATUS], fields[LAST_ACTIVITY]]).toEqual([undefined, undefined, undefined]);
  expect((await contactOf(qiao, SITE, contactId)).fields).toMatchObject({
    [OPEN_ID]: 'o-moves',
    [STATUS]: 'Subscribed',
  });

  await admin.run(UnlinkFollowerDocument, { input: { followerId } });
  await allDelivered(qiao);
  expect((await contactOf(qiao, SITE, contactId)).fields).not.toHaveProperty(OPEN_ID);
});
