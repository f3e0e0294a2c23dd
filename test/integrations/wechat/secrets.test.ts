import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountClient } from '../../../src/integrations/wechat/account.client.ts';
import { ComponentClient } from '../../../src/integrations/wechat/component.client.ts';
import { WeChatError } from '../../../src/integrations/wechat/errors.ts';
import { QrCodesClient } from '../../../src/integrations/wechat/qr-codes.client.ts';
import { QuotasClient } from '../../../src/integrations/wechat/quotas.client.ts';
import { UsersClient } from '../../../src/integrations/wechat/users.client.ts';
import { WebAuthorizationClient } from '../../../src/integrations/wechat/web-authorization.client.ts';
import { HttpFault, requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer } from './kit.ts';

const COMPONENT = 'wx134c8103faa5a59e';
const ACCOUNT = 'wxf8b4f85f3a794e77';
const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = '81_componentTOKEN';
const RID = '5f3ded7d-22929d02-4ba1f5f6';
const NOW = new Date('2024-05-17T10:55:29Z');

let peer: Peer;
let client: ComponentClient;
let account: AccountClient;
let users: UsersClient;
let codes: QrCodesClient;
let web: WebAuthorizationClient;
let quotas: QuotasClient;
beforeAll(async () => {
  peer = await startPeer();
  const config = {
    appId: COMPONENT,
    appSecret: SECRET,
    apiUrl: peer.url,
    mpUrl: 'https://mp.weixin.qq.com',
    openUrl: 'https://open.weixin.qq.com',
  };
  const [clock, options] = [{ now: () => NOW }, { timeoutMs: 500 }];
  client = new ComponentClient(config, requestText, clock, options);
  account = new AccountClient(config, requestText, options);
  users = new UsersClient(config, requestText, options);
  codes = new QrCodesClient(config, requestText, clock, options);
  web = new WebAuthorizationClient(config, requestText, options);
  quotas = new QuotasClient(config, requestText, options);
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('secrets', () => {
  const secrets = [
    SECRET,
    TOKEN,
    'ticket@@@S',
    'queryauthcode@@@S',
    'refreshtoken@@@S',
    '81_accountS',
    'oPerson',
    '021webCODE',
  ];
  const echo = secrets.join(' ');

  test.each([
    [
      'refused, and the answer repeats them',
      answer({ errcode: 40001, errmsg: `invalid ${echo} rid: ${RID}` }),
    ],
    ['answered in HTML that repeats them', { body: `<html>${echo}</html>` }],
    ['answered unusably', answer({ echo, expires_in: echo, total_count: echo })],
    ['cut off', 'RESET' as const],
    ['never answered', 'SILENCE' as const],
  ])('are in no error, however it is printed, when a call is %s', async (_what, reply) => {
    peer.replyWith(reply);
    const errors = await Promise.all(
      [
        client.componentToken('ticket@@@S'),
        client.startPushTicket(),
        client.createPreAuthCode(TOKEN),
        client.queryAuth(TOKEN, 'queryauthcode@@@S'),
        client.refreshAuthorizerToken(TOKEN, ACCOUNT, 'refreshtoken@@@S'),
        client.authorizerInfo(TOKEN, ACCOUNT),
        client.authorizerList(TOKEN, 0, 500),
        client.openPlatform('81_accountS', ACCOUNT),
        account.customSendText('81_accountS', 'oA-b', 'x'),
        users.followers('81_accountS', 'oPerson'),
        users.infos('81_accountS', ['oPerson']),
        codes.create('81_accountS', { scene: 'spring', expiresInSeconds: 60 }),
        web.exchange(TOKEN, ACCOUNT, '021webCODE'),
        quotas.quota('81_accountS', '/cgi-bin/user/get'),
      ].map((call) => call.catch((error: unknown) => error)),
    );
    const printed = errors
      .filter((error) => error instanceof WeChatError || error instanceof HttpFault)
      .map(
        (error) =>
          `${error.stack} ${JSON.stringify(error)} ${inspect(error, { depth: 9, showHidden: true })}`,
      )
      .join('\n');
    expect(printed).toContain('WeChat component/api_query_auth');
    expect(printed).toContain('WeChat /sns/oauth2/component/access_token');
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });

  test('are not shown by the client itself', () => {
    expect(`${JSON.stringify(client)} ${inspect(client, { depth: 9, showHidden: true })}`).not.toContain(
      SECRET,
    );
  });
});
