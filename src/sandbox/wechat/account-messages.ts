import { componentOf } from './authorization-events.ts';
import { type Sandbox, unixSeconds } from './context.ts';
import { fieldsOf } from './deed-fields.ts';
import { type DeedType, type FollowerDeed, isEnd, isMessage, isNotice, MESSAGES } from './deeds.ts';
import { openIdOf } from './ids.ts';
import { judgeMessageAnswer } from './message-answers.ts';
import type { PushRecord } from './pushes.ts';
import type { Account, Component, Follower } from './state.ts';
import { unionIdIn } from './user-api.ts';
import { messageXml, type XmlField } from './xml.ts';

const HOUR_48 = 172_800_000;
const MINUTE = 60_000;
/** Customer-service messages that an action allows: how many, for how long. */
const WINDOWS: Readonly<Record<string, { sends: number; ms: number }>> = {
  ...Object.fromEntries(MESSAGES.map((type) => [type, { sends: 5, ms: HOUR_48 }])),
  subscribe: { sends: 3, ms: MINUTE },
  SCAN: { sends: 3, ms: MINUTE },
  CLICK: { sends: 3, ms: MINUTE },
  scancode_push: { sends: 3, ms: MINUTE },
  scancode_waitmsg: { sends: 3, ms: MINUTE },
};

/**
 * What a follower does: changes the state, then pushes it to each component that may receive the account's messages. The push
 * is signed at the true time, also if `createTime` is another.
 */
export async function act(sandbox: Sandbox, account: Account, deed: FollowerDeed): Promise<PushRecord[]> {
  applyDeed(sandbox, account, deed);
  if (deed.silent === true) return [];
  const sender = senderOf(account, deed);
  const message = deedXml(sandbox, account, deed, sender);
  const records = await Promise.all(
    receivers(sandbox, account).map((component) =>
      sandbox.pushes.push(component, {
        kind: 'MESSAGE',
        name: deed.type,
        appId: account.appId,
        openId: sender,
        url: component.messagesUrl.replaceAll('$APPID$', account.appId),
        addressee: ['ToUserName', account.originalId],
        message,
        createTime: unixSeconds(),
        tries: sandbox.settings.messageTries,
        retryMs: sandbox.settings.messageRetryMs,
        judge: (body) => judgeMessageAnswer(component, account, sender, body),
      }),
    ),
  );
  for (const record of records) showAnswer(sandbox, account, deed, record);
  return records;
}

/** Components with permission set 1 (messages), or 18 for a mini program, get the account's messages. */
function receivers(sandbox: Sandbox, account: Account): Component[] {
  const needed = account.serviceType === 'MINI_PROGRAM' ? 18 : 1;
  return Object.values(sandbox.state.authorizations)
    .filter((grant) => grant.appId === account.appId && !grant.revoked && grant.permissions.includes(needed))
    .map((grant) => componentOf(sandbox, grant));
}

/** Follows, writes, clicks: the state afterwards, with its window for customer-service messages and its line in the chat. */
export function applyDeed(sandbox: Sandbox, account: Account, deed: FollowerDeed): void {
  const follower = sandbox.followers.touch(account.appId, deed.openId, deed.unionId);
  if (isEnd(deed.type)) follower.subscribed = false;
  else if (deed.type === 'subscribe' || (follower.subscribedAt === 0 && !isNotice(deed.type)))
    follow(follower, deed);
  sandbox.store.changed();
  if (isNotice(deed.type)) return;
  openWindow(sandbox, follower, deed.type);
  sandbox.conversations.say({
    appId: account.appId,
    openId: deed.openId,
    from: 'FOLLOWER',
    via: isMessage(deed.type) ? 'MESSAGE' : 'EVENT',
    type: deed.type,
    text: deed.content ?? deed.eventKey ?? '',
  });
}

function follow(follower: Follower, { type, eventKey = '', createTime, sceneIsText }: FollowerDeed): void {
  const scene = type === 'subscribe' ? eventKey.replace(/^qrscene_/, '') : '';
  follower.subscribed = true;
  follower.subscribedAt = createTime ?? unixSeconds();
  follower.scene = scene === '' ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE';
  follower.qrScene = scene;
  delete follower.qrSceneIsText;
  if (sceneIsText !== undefined) follower.qrSceneIsText = sceneIsText;
}

function openWindow(sandbox: Sandbox, follower: Follower, type: DeedType): void {
  const window = WINDOWS[type];
  if (window === undefined) return;
  const until = sandbox.now() + window.ms;
  if (until < follower.sendUntil) return;
  follower.sendUntil = until;
  follower.sendsLeft = window.sends;
}

/** Events of WeChat's own come from an OpenID of the system, save for the result of a template message. */
const senderOf = (account: Account, { type, openId }: FollowerDeed): string =>
  isNotice(type) && type !== 'TEMPLATESENDJOBFINISH' && !type.startsWith('unknown')
    ? openIdOf(account.appId, 'system')
    : openId;

function deedXml(sandbox: Sandbox, account: Account, deed: FollowerDeed, sender: string): string {
  const { type, openId, createTime = unixSeconds() } = deed;
  const follower = sandbox.followers.find(account.appId, openId);
  const fields = fieldsOf(deed, account, follower && unionIdIn(account, follower));
  const head: XmlField[] = [
    ['ToUserName', account.originalId],
    ['FromUserName', sender],
    ['CreateTime', createTime],
  ];
  return isMessage(type)
    ? messageXml([...head, ['MsgType', type], ...fields, ['MsgId', nextMessageId(sandbox)]])
    : messageXml([...head, ['MsgType', 'event'], ['Event', type], ...fields]);
}

/** A 64-bit number, beyond what a double holds exactly, as WeChat's are. */
export function nextMessageId(sandbox: Sandbox): bigint {
  sandbox.state.messageCounter += 1;
  return (BigInt(unixSeconds()) << 32n) + BigInt(sandbox.state.messageCounter);
}

function showAnswer(sandbox: Sandbox, account: Account, deed: FollowerDeed, record: PushRecord): void {
  const line = { appId: account.appId, openId: deed.openId, from: 'ACCOUNT' } as const;
  if (record.status !== 'ACCEPTED' && isMessage(deed.type)) {
    sandbox.conversations.say({
      ...line,
      via: 'FAILURE',
      type: 'text',
      text: '该公众号提供的服务出现故障，请稍后再试',
    });
  } else if (record.reply !== null) {
    const { MsgType = '', Content = '' } = record.reply;
    sandbox.conversations.say({ ...line, via: 'PASSIVE_REPLY', type: MsgType, text: Content });
  }
}
