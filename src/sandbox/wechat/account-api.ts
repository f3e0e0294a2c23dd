import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, type Arguments, openAccountCall, text } from './gate.ts';
import { openAppIdOf } from './ids.ts';
import type { Account } from './state.ts';

const TEXT_LIMIT_BYTES = 2048;
const MESSAGE_TYPES = [
  'text',
  'image',
  'voice',
  'video',
  'music',
  'news',
  'mpnews',
  'mpnewsarticle',
  'msgmenu',
  'wxcard',
  'miniprogrampage',
];

/** Calls on behalf of an account, by path: the open platform binding, and customer-service messages. */
export function accountApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return {
    '/cgi-bin/open/get': (request) => openGet(sandbox, request),
    '/cgi-bin/open/have': (request) => ({
      errcode: 0,
      errmsg: 'ok',
      have_open: openAccountCall(sandbox, request, { permissions: [24, 25] }).account.openPlatform !== null,
    }),
    '/cgi-bin/message/custom/send': (request) => {
      // Permission set 6 is the several-agents form of customer service, 18 a mini program's.
      const { account, body } = openAccountCall(sandbox, request, {
        permissions: [1, 6, 18],
        verified: true,
      });
      return customSend(sandbox, account, body);
    },
  };
}

function openGet(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account, body } = openAccountCall(sandbox, request, { permissions: [24, 25] });
  if (body.appid !== undefined && body.appid !== account.appId) throw new WeChatError(40013);
  if (account.openPlatform === null) throw new WeChatError(89002);
  return { errcode: 0, errmsg: 'ok', open_appid: openAppIdOf(account.openPlatform) };
}

function customSend(sandbox: Sandbox, account: Account, body: Arguments): Record<string, unknown> {
  const openId = text(body, 'touser');
  const type = text(body, 'msgtype');
  const known = sandbox.followers.find(account.appId, openId);
  if (known === undefined) throw new WeChatError(40003);
  if (!MESSAGE_TYPES.includes(type)) throw new WeChatError(40008);
  const content = contentOf(body, type);
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

function contentOf(body: Arguments, type: string): string {
  const part = body[type];
  if (typeof part !== 'object' || part === null) throw new WeChatError(type === 'text' ? 44004 : 40097);
  if (type !== 'text') return JSON.stringify(part);
  const content = text(part as Arguments, 'content');
  if (content === '') throw new WeChatError(44004);
  if (Buffer.byteLength(content) > TEXT_LIMIT_BYTES) throw new WeChatError(45002);
  return content;
}

function takeSend(sandbox: Sandbox, account: Account, openId: string): void {
  const follower = sandbox.followers.touch(account.appId, openId);
  if (!follower.subscribed || sandbox.now() >= follower.sendUntil) throw new WeChatError(45015);
  if (follower.sendsLeft <= 0) throw new WeChatError(45047);
  follower.sendsLeft -= 1;
  sandbox.store.changed();
}
