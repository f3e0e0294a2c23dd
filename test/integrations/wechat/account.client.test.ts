import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountClient } from '../../../src/integrations/wechat/account.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf } from './kit.ts';

let peer: Peer;
let account: AccountClient;
beforeAll(async () => {
  peer = await startPeer();
  account = new AccountClient({ apiUrl: peer.url }, requestText, { timeoutMs: 20_000 });
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('a customer-service message', () => {
  test('is sent as it is written', async () => {
    peer.replyWith(answer({ errcode: 0, errmsg: 'ok' }));
    await account.customSendText('81_a', 'oA-b', '你好 "\\u4f60"');
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/message/custom/send',
      query: { access_token: '81_a' },
      body: { touser: 'oA-b', msgtype: 'text', text: { content: '你好 "\\u4f60"' } },
    });
    expect(peer.received[0]?.body).toContain('你好');
  });

  test('is not sent twice when the answer is lost', async () => {
    peer.replyWith('RESET');
    expect(await errorOf(account.customSendText('81_a', 'oA-b', 'x'))).toMatchObject({
      outcomeUnknown: true,
    });
    expect(peer.received).toHaveLength(1);
  });

  test.each([
    [45015, 'WINDOW_CLOSED'],
    [43004, 'UNREACHABLE_USER'],
  ])('is refused by %d with the reaction %s', async (errcode, reaction) => {
    peer.replyWith(answer({ errcode, errmsg: '' }));
    expect((await errorOf(account.customSendText('81_a', 'oA-b', 'x'))).reaction).toBe(reaction);
  });

  test('ends when the caller gives up', async () => {
    peer.replyWith('SILENCE');
    const signal = AbortSignal.abort();
    const impatient = new AccountClient({ apiUrl: peer.url }, requestText, { signal });
    await expect(impatient.customSendText('t', 'o1', 'x')).rejects.toMatchObject({
      name: 'HttpFault',
      kind: 'ABORTED',
    });
    expect(peer.received).toHaveLength(0);
  });
});
