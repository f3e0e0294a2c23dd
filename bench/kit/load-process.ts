import { randomBytes } from 'node:crypto';
import autocannon from 'autocannon';
import { encrypt, sign } from '../../src/sandbox/wechat/crypto.ts';
import type { Load, LoadResult, Requests } from './load.ts';

/** The clients, in a process of their own. Answers each {@link Load} with a {@link LoadResult}. */
let changes = 0;

type Keys = Extract<Requests, { events: object }>['events'];

/** The requests of one client. */
function requestsOf(requests: Requests, client: number, clients: number): autocannon.Request[] {
  if ('events' in requests)
    return [{ setupRequest: (request) => ({ ...request, ...eventOf(requests.events, request.path) }) }];
  const { bodies } = requests;
  const own = bodies.filter((_body, place) => place % clients === client % bodies.length);
  return own.map((body) =>
    body.includes('{change}')
      ? { setupRequest: (request) => ({ ...request, body: body.replace('{change}', `${changes++}`) }) }
      : { body },
  );
}

/** That an account took its authorization back. */
const withdrawalOf = (appId: string, timestamp: string): string =>
  `<xml><AppId>${appId}</AppId><CreateTime>${timestamp}</CreateTime><InfoType>unauthorized</InfoType><AuthorizerAppid>wx${randomBytes(8).toString('hex')}</AuthorizerAppid></xml>`;

/** That one of a thousand followers wrote to an account. */
const messageOf = (timestamp: string, number: string): string =>
  `<xml><ToUserName>gh_0123456789ab</ToUserName><FromUserName>oFollower${Number(number) % 1000}</FromUserName><CreateTime>${timestamp}</CreateTime><MsgType>text</MsgType><Content>Hello</Content><MsgId>${number}</MsgId></xml>`;

function eventOf({ appId, token, aesKey }: Keys, path = '') {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(changes++);
  const isMessage = path.startsWith('/wechat/messages/');
  const xml = isMessage ? messageOf(timestamp, nonce) : withdrawalOf(appId, timestamp);
  const encrypted = encrypt(aesKey, xml, appId);
  const query = new URLSearchParams({
    timestamp,
    nonce,
    encrypt_type: 'aes',
    msg_signature: sign(token, timestamp, nonce, encrypted),
  });
  return {
    path: `${path.split('?')[0]}?${query}`,
    body: `<xml><AppId>${appId}</AppId><Encrypt>${encrypted}</Encrypt></xml>`,
  };
}

process.on(
  'message',
  async ({ url, headers, requests: wanted, connections, seconds, amount, perSecond }: Load) => {
    let clients = 0;
    const run = autocannon({
      url,
      connections,
      ...(amount ? { amount } : { duration: seconds }),
      ...(perSecond && { overallRate: perSecond }),
      method: 'POST',
      headers: { 'content-type': 'bodies' in wanted ? 'application/json' : 'text/xml', ...headers },
      setupClient: (client) => client.setRequests(requestsOf(wanted, clients++, connections)),
    });
    const { requests, latency, non2xx, errors, duration } = await run;
    const result: LoadResult = {
      perSecond: requests.total / duration,
      total: requests.total,
      p50: latency.p50,
      p99: latency.p99,
      failed: non2xx + errors,
    };
    process.send?.(result);
  },
);
process.send?.('ready');
