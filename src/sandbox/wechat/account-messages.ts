import { componentOf } from './authorization-events.ts';
import { type Sandbox, unixSeconds } from './context.ts';
import { randomText } from './ids.ts';
import { judgeMessageAnswer } from './message-answers.ts';
import type { PushRecord } from './pushes.ts';
import type { Account, Component, Follower } from './state.ts';
import { messageXml, type XmlField } from './xml.ts';

type FollowerAction = 'subscribe' | 'unsubscribe' | 'SCAN' | 'CLICK' | 'VIEW' | 'text';

export interface FollowerDeed {
  type: FollowerAction;
  openId: string;
  unionId?: string | undefined;
  eventKey?: string | undefined;
  content?: string | undefined;
}

const HOUR_48 = 172_800_000;
const MINUTE = 60_000;
/** Customer-service messages that an action allows: how many, for how long. */
const WINDOWS: Partial<Record<FollowerAction, { sends: number; ms: number }>> = {
  text: { sends: 5, ms: HOUR_48 },
  subscribe: { sends: 3, ms: MINUTE },
  SCAN: { sends: 3, ms: MINUTE },
  CLICK: { sends: 3, ms: MINUTE },
};

/** What a follower does: changes the state, then pushes it to each component that may receive the account's messages. */
export async function act(sandbox: Sandbox, account: Account, deed: FollowerDeed): Promise<PushRecord[]> {
  applyDeed(sandbox, account, deed);
  const createTime = unixSeconds();
  const message = deedXml(sandbox, account, deed, createTime);
  const records = await Promise.all(
    receivers(sandbox, account).map((component) =>
      sandbox.pushes.push(component, {
        kind: 'MESSAGE',
        name: deed.type,
        appId: account.appId,
        openId: deed.openId,
        url: component.messagesUrl.replaceAll('$APPID$', account.appId),
        addressee: ['ToUserName', account.originalId],
        message,
        createTime,
        tries: sandbox.settings.messageTries,
        retryMs: sandbox.settings.messageRetryMs,
        judge: (body) => judgeMessageAnswer(component, account, deed.openId, body),
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
  if (deed.type === 'unsubscribe') follower.subscribed = false;
  else if (deed.type === 'subscribe' || follower.subscribedAt === 0) {
    follower.subscribed = true;
    follower.subscribedAt = unixSeconds();
    const scene = deed.type === 'subscribe' ? (deed.eventKey ?? '').replace(/^qrscene_/, '') : '';
    follower.qrScene = scene;
    follower.scene = scene === '' ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE';
  }
  openWindow(sandbox, follower, deed.type);
  sandbox.conversations.say({
    appId: account.appId,
    openId: deed.openId,
    from: 'FOLLOWER',
    via: deed.type === 'text' ? 'MESSAGE' : 'EVENT',
    type: deed.type,
    text: deed.content ?? deed.eventKey ?? '',
  });
  sandbox.store.changed();
}

function openWindow(sandbox: Sandbox, follower: Follower, action: FollowerAction): void {
  const window = WINDOWS[action];
  if (window === undefined) return;
  const until = sandbox.now() + window.ms;
  if (until < follower.sendUntil) return;
  follower.sendUntil = until;
  follower.sendsLeft = window.sends;
}

function deedXml(sandbox: Sandbox, account: Account, deed: FollowerDeed, createTime: number): string {
  const common: XmlField[] = [
    ['ToUserName', account.originalId],
    ['FromUserName', deed.openId],
    ['CreateTime', createTime],
  ];
  if (deed.type === 'text') {
    return messageXml([
      ...common,
      ['MsgType', 'text'],
      ['Content', deed.content ?? ''],
      ['MsgId', nextMessageId(sandbox)],
    ]);
  }
  return messageXml([...common, ['MsgType', 'event'], ['Event', deed.type], ...eventFields(deed)]);
}

function eventFields({ type, eventKey }: FollowerDeed): XmlField[] {
  const ticket: XmlField[] = [['Ticket', `gQ${randomText(94)}==`]];
  if (type === 'subscribe') {
    return eventKey === undefined || eventKey === ''
      ? [['EventKey', '']]
      : [['EventKey', eventKey.startsWith('qrscene_') ? eventKey : `qrscene_${eventKey}`], ...ticket];
  }
  if (type === 'SCAN') return [['EventKey', eventKey ?? ''], ...ticket];
  if (type === 'VIEW')
    return [
      ['EventKey', eventKey ?? ''],
      ['MenuId', '419119257'],
    ];
  return [['EventKey', eventKey ?? '']];
}

/** A 64-bit number, beyond what a double holds exactly, as WeChat's are. */
export function nextMessageId(sandbox: Sandbox): bigint {
  sandbox.state.messageCounter += 1;
  return (BigInt(unixSeconds()) << 32n) + BigInt(sandbox.state.messageCounter);
}

function showAnswer(sandbox: Sandbox, account: Account, deed: FollowerDeed, record: PushRecord): void {
  const line = { appId: account.appId, openId: deed.openId, from: 'ACCOUNT' } as const;
  if (record.status !== 'ACCEPTED' && deed.type === 'text') {
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
