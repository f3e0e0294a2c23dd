import {
  ConfigureMessageSenderDocument,
  CreateApiKeyDocument,
  CreateBindingLinkDocument,
  ListFollowersDocument,
  RevokeApiKeyDocument,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import type { Qiao } from '../kit/qiao.ts';
import { CAMPAIGN, drop, senderIdOf } from '../kit/senders.ts';
import { settled } from '../kit/stored.ts';
import { addAccount, attempt, authorized, COMPLETE } from '../kit/stories.ts';
import { SITE } from './kit.ts';

/** What a page needs to show more than that there is nothing. */
export interface Sample {
  readonly accountId: string;
  readonly followerId: string;
  readonly draftId: string;
  /** A step that is configured, and one that is not. */
  readonly senderId: string;
  readonly openSenderId: string;
}

/** Fills the installation with some of everything: Chinese names, long names, and markup that must stay text. */
export async function sampled(qiao: Qiao): Promise<Sample> {
  const admin = await qiao.caller({ site: SITE });
  await admin.ask('{ contactFields(first: 1) { edges { cursor } } }');
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, {
    ...{ nickName: '桥咖啡旗舰店', openPlatform: 'qiao-group' },
  });
  const { id: draftId } = await addAccount(admin, { description: 'Waits for <b>Mei</b>' });
  // A type that it does not have: the authorization fails.
  await attempt(qiao, admin, { accountType: 'SUBSCRIPTION' }, { nickName: '桥茶馆' });
  await admin.run(UpdateOfficialAccountDocument, {
    input: { accountId, description: 'Flagship <i>store</i>', note: 'Ask Mei Lin.' },
  });
  const followerId = await follower(qiao, admin, accountId, appId);
  await keys(admin);
  const first = await drop(qiao, SITE, '17', CAMPAIGN);
  await admin.run(ConfigureMessageSenderDocument, {
    input: { messageSenderId: first.instanceId, accountId },
  });
  const second = await drop(qiao, SITE, '17', CAMPAIGN);
  await settled(qiao);
  return {
    ...{ accountId, followerId, draftId },
    senderId: await senderIdOf(qiao, first.instanceId),
    openSenderId: await senderIdOf(qiao, second.instanceId),
  };
}

type Client = Awaited<ReturnType<Qiao['caller']>>;

/** A contact who has scanned their personal QR code, and somebody whom nobody knows; the global id of the former. */
async function follower(qiao: Qiao, admin: Client, accountId: string, appId: string): Promise<string> {
  const { createBindingLink } = await admin.run(CreateBindingLinkDocument, {
    input: { accountId, contact: { emailAddress: 'contact3@customer.example' } },
  });
  await qiao.wechat.call('POST', '/_sandbox/qr-codes/scan', { code: createBindingLink.bindingLink?.url });
  await qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type: 'subscribe' });
  await settled(qiao);
  const { officialAccount } = await admin.run(ListFollowersDocument, { account: accountId });
  const found = officialAccount?.followers.edges.find(({ node }) => node.sceneKey !== null);
  if (!found) throw new Error('nobody has scanned the QR code');
  return found.node.id;
}

async function keys(admin: Client): Promise<void> {
  await admin.run(CreateApiKeyDocument, {
    input: {
      name: '数据仓库 data warehouse of the marketing department',
      scopes: ['ACCOUNTS_READ', 'AUDIT_READ'],
    },
  });
  const { createApiKey } = await admin.run(CreateApiKeyDocument, {
    input: { name: '<b>Old</b> job', scopes: ['ACCOUNTS_WRITE'], expiresAt: '2099-01-01T00:00:00Z' },
  });
  const apiKeyId = createApiKey.apiKey?.id ?? '';
  await admin.run(RevokeApiKeyDocument, { input: { apiKeyId } });
}
