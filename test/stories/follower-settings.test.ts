import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  UpdateFollowerSettingsDocument,
  type UpdateFollowerSettingsInput,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { stored } from '../kit/stored.ts';
import { addAccount } from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: 'follower-settings' });
  accountId = (await addAccount(admin)).id;
});

const update = async (changes: Omit<UpdateFollowerSettingsInput, 'accountId'>) => {
  const { updateFollowerSettings } = await admin.run(UpdateFollowerSettingsDocument, {
    input: { accountId, ...changes },
  });
  return updateFollowerSettings;
};

const DEFAULTS = {
  location: false,
  unbound: 'HOLD',
  createdContactDomain: null,
  subscribedValue: 'Subscribed',
  unsubscribedValue: 'Unsubscribed',
  afterUnfollow: 'ERASE',
  retentionBasis: null,
  clearIdsAfterUnfollow: false,
};

describe('updateFollowerSettings', () => {
  test('changes what is given, tidied, and null sets the default', async () => {
    const { officialAccount: first } = await update({
      unbound: 'CREATE_CONTACT',
      createdContactDomain: ' WeChat.Example.com ',
      subscribedValue: ' yes',
      unsubscribedValue: 'no',
      afterUnfollow: 'RETAIN_WITH_BASIS',
      retentionBasis: 'a contract with each member',
      clearIdsAfterUnfollow: true,
    });
    expect(first?.followerSettings).toEqual({
      ...DEFAULTS,
      unbound: 'CREATE_CONTACT',
      createdContactDomain: 'wechat.example.com',
      subscribedValue: 'yes',
      unsubscribedValue: 'no',
      afterUnfollow: 'RETAIN_WITH_BASIS',
      retentionBasis: 'a contract with each member',
      clearIdsAfterUnfollow: true,
    });
    const { officialAccount: second } = await update({ afterUnfollow: 'ERASE', subscribedValue: null });
    expect(second?.followerSettings).toMatchObject({
      afterUnfollow: 'ERASE',
      retentionBasis: null,
      subscribedValue: 'Subscribed',
      unsubscribedValue: 'no',
    });
    const { officialAccount: third } = await update({
      ...{ unbound: null, createdContactDomain: null, unsubscribedValue: null },
      ...{ afterUnfollow: null, clearIdsAfterUnfollow: null },
    });
    expect(third?.followerSettings).toEqual(DEFAULTS);
  });

  test('refuses all that does not fit together, and then changes nothing', async () => {
    const refused: [Omit<UpdateFollowerSettingsInput, 'accountId'>, string, string][] = [
      [{ unbound: 'CREATE_CONTACT' }, 'REQUIRED', 'createdContactDomain'],
      [{ createdContactDomain: 'no domain' }, 'INVALID', 'createdContactDomain'],
      [{ createdContactDomain: `${'a.'.repeat(95)}com` }, 'INVALID', 'createdContactDomain'],
      [{ subscribedValue: 'x'.repeat(101) }, 'INVALID', 'subscribedValue'],
      [{ unsubscribedValue: 'two\nlines' }, 'INVALID', 'unsubscribedValue'],
      [{ unsubscribedValue: 'Subscribed' }, 'INVALID', 'unsubscribedValue'],
      [{ afterUnfollow: 'RETAIN_WITH_BASIS' }, 'REQUIRED', 'retentionBasis'],
      [{ retentionBasis: 'a contract' }, 'INVALID', 'retentionBasis'],
    ];
    const before = await stored(qiao);
    for (const [changes, code, path] of refused)
      expect(await update(changes)).toEqual({ officialAccount: null, userErrors: [{ code, path: [path] }] });
    expect(await stored(qiao)).toEqual(before);
  });
});
