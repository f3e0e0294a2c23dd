import type { ApiHandler } from './component-api.ts';
import { type Sandbox, unixSeconds } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, type Arguments, openAccountCall, text } from './gate.ts';
import { newMediaId } from './ids.ts';
import type { Account } from './state.ts';

const TEXT_LIMIT_BYTES = 2048;
const MEDIA_LIFE_MS = 259_200_000;
const MEDIA_TYPES = ['image', 'voice', 'video', 'thumb'];

const SEND_SETS = { permissions: [1, 6, 19, 59, 100, 101], verified: true, refusal: 48001 } as const;
const MEDIA_SETS = {
  permissions: [1, 3, 8, 9, 11, 19, 30, 31, 100],
  verified: true,
  method: 'FORM',
} as const;

/** Types of messages, each with the media that it names. */
const MEDIA_OF: Readonly<Record<string, readonly string[]>> = {
  text: [],
  image: ['media_id'],
  voice: ['media_id'],
  video: ['media_id', 'thumb_media_id'],
  music: ['thumb_media_id'],
  news: [],
  mpnews: ['media_id'],
  mpnewsarticle: [],
  msgmenu: [],
  wxcard: [],
  miniprogrampage: ['thumb_media_id'],
};

/** What a message of a type must have besides media; the code said without it. */
const MUST_HAVE: Readonly<Record<string, [name: string, errcode: number]>> = {
  text: ['content', 44004],
  music: ['musicurl', 40097],
  news: ['articles', 44003],
  mpnewsarticle: ['article_id', 40097],
  msgmenu: ['list', 40097],
  wxcard: ['card_id', 40097],
  miniprogrampage: ['appid', 40097],
};

/** Customer-service messages and the media for them, by path. */
export function messageApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return {
    '/cgi-bin/message/custom/send': (request) => {
      const type = ({ serviceType }: Account) =>
        sandbox.settings.subscriptionAccountsMaySend || !serviceType.startsWith('SUBSCRIPTION');
      const { account, body } = openAccountCall(sandbox, request, { ...SEND_SETS, type });
      return customSend(sandbox, account, body);
    },
    '/cgi-bin/media/upload': (request) => upload(sandbox, request),
  };
}

function customSend(sandbox: Sandbox, account: Account, body: Arguments): Record<string, unknown> {
  const openId = text(body, 'touser');
  const type = text(body, 'msgtype');
  const known = sandbox.followers.find(account.appId, openId);
  if (known === undefined) throw new WeChatError(40003);
  if (!Object.hasOwn(MEDIA_OF, type)) throw new WeChatError(40008);
  const content = contentOf(sandbox, account, body, type);
  if (sandbox.settings.enforceSendWindows) takeSend(sandbox, account, openId);
  sandbox.conversations.say({
    appId: account.appId,
    openId,
    from: 'ACCOUNT',
    via: 'CUSTOMER_SERVICE',
    type,
    text: content,
  });
  return { errcode: 0, errmsg: 'ok' };
}

function contentOf(sandbox: Sandbox, account: Account, body: Arguments, type: string): string {
  const part = partOf(body, type);
  const [needed, errcode] = MUST_HAVE[type] ?? ['', 0];
  const value = part[needed];
  if (errcode !== 0 && (value === undefined || value === null || value === '' || isEmptyList(value)))
    throw new WeChatError(errcode);
  for (const name of MEDIA_OF[type] ?? []) checkMedia(sandbox, account, text(part, name));
  if (type === 'news' && !(Array.isArray(value) && value.length === 1)) throw new WeChatError(45008);
  if (type !== 'text') return JSON.stringify(part);
  const content = text(part, 'content');
  if (content === '') throw new WeChatError(44004);
  if (Buffer.byteLength(content) > TEXT_LIMIT_BYTES) throw new WeChatError(45002);
  return content;
}

function partOf(body: Arguments, type: string): Arguments {
  const part = body[type];
  if (typeof part === 'object' && part !== null) return part as Arguments;
  throw new WeChatError(MUST_HAVE[type]?.[1] ?? 40007);
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** 40007 where the media was not uploaded for this account in the last three days. */
function checkMedia(sandbox: Sandbox, account: Account, mediaId: string): void {
  const media = sandbox.state.media[mediaId];
  if (media?.appId !== account.appId || sandbox.now() >= media.expiresAt) throw new WeChatError(40007);
}

function takeSend(sandbox: Sandbox, account: Account, openId: string): void {
  const follower = sandbox.followers.touch(account.appId, openId);
  if (!follower.subscribed || sandbox.now() >= follower.sendUntil) throw new WeChatError(45015);
  if (follower.sendsLeft <= 0) throw new WeChatError(45047);
  follower.sendsLeft -= 1;
  sandbox.store.changed();
}

/** Keeps only that the media exists. */
function upload(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account } = openAccountCall(sandbox, request, MEDIA_SETS);
  const type = request.query.type ?? '';
  if (!MEDIA_TYPES.includes(type)) throw new WeChatError(40004);
  if (!/^content-disposition:.*\bname="?media"?.*\bfilename=/im.test(request.body))
    throw new WeChatError(41005);
  const mediaId = newMediaId();
  sandbox.state.media[mediaId] = { appId: account.appId, expiresAt: sandbox.now() + MEDIA_LIFE_MS };
  sandbox.store.changed();
  return { type, media_id: mediaId, created_at: unixSeconds(), item: [] };
}
