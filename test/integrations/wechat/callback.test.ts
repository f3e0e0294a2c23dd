import { createHash } from 'node:crypto';
import * as wecom from '@wecom/crypto';
import { describe, expect, test } from 'vitest';
import { CallbackRefused, type RefusalReason } from '../../../src/integrations/wechat/callback.errors.ts';
import { echoOf, openCallback, sealReply } from '../../../src/integrations/wechat/callback.ts';
import { decodeAesKey } from '../../../src/integrations/wechat/crypto.ts';
import { parseXml } from '../../../src/integrations/wechat/xml.ts';
import vectors from '../../kit/wxcrypt-vectors.json' with { type: 'json' };

const ENCODED = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const PREVIOUS = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR';
const APP_ID = 'wx134c8103faa5a59e';
const SENT = 1_715_943_329;
const keys = { appId: APP_ID, token: 'spamtest', aesKeys: [decodeAesKey(ENCODED)] as const };
const rotated = { ...keys, aesKeys: [decodeAesKey(ENCODED), decodeAesKey(PREVIOUS)] as const };
const clockAt = (seconds: number) => ({ now: () => new Date(seconds * 1000) });
const clock = clockAt(SENT);

/** A push as WeChat makes it; each part may be given wrongly. */
function push(
  xml: string,
  { token = 'spamtest', key = ENCODED, appId = APP_ID, timestamp = String(SENT), nonce = '1590219412' } = {},
) {
  const encrypted = wecom.encrypt(key, xml, appId);
  const msg_signature = wecom.getSignature(token, timestamp, nonce, encrypted);
  return {
    query: { signature: 'not relied on', timestamp, nonce, encrypt_type: 'aes', msg_signature },
    body: `<xml>\n    <AppId><![CDATA[${appId}]]></AppId>\n    <Encrypt><![CDATA[${encrypted}]]></Encrypt>\n</xml>`,
  };
}

function refusal(act: () => unknown): RefusalReason {
  try {
    act();
  } catch (error) {
    if (error instanceof CallbackRefused) return error.reason;
    throw error;
  }
  throw new Error('nothing was refused');
}

const MESSAGE = '<xml><ToUserName>gh_1</ToUserName></xml>';

describe("the push of WeChat's documentation for components", () => {
  const { key, token, id, ts, nonce, sig, encrypt, plain } = vectors.V10;
  const published = { appId: id, token, aesKeys: [decodeAesKey(key)] as const };
  const request = {
    query: {
      signature: 'cc0c594499c1634947d5b502f158ee518947db27',
      timestamp: ts,
      nonce,
      msg_signature: sig,
    },
    body: `<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  };

  test('opens', () => {
    expect(openCallback(request, published, clock)).toEqual({
      xml: {
        ToUserName: 'gh_97417a04a28d',
        FromUserName: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
        CreateTime: '1715943329',
        MsgType: 'event',
        Event: 'debug_demo',
        debug_str: 'hello world',
      },
      text: plain,
      sentAt: new Date(1_715_943_329_000),
      nonce: '1590219412',
      keyIndex: 0,
    });
  });

  test('is refused by a component of another id', () => {
    expect(refusal(() => openCallback(request, { ...published, appId: 'wx0000000000000000' }, clock))).toBe(
      'WRONG_COMPONENT',
    );
  });
});

test('a message is for its account, though what was scanned for it looks like an event of another component', () => {
  const scanned =
    ']]></ScanResult></ScanCodeInfo><InfoType>x</InfoType><AppId>wx0000000000000000</AppId><ScanCodeInfo><ScanResult><![CDATA[';
  const message = `<xml><ToUserName>gh_1</ToUserName><ScanCodeInfo><ScanResult><![CDATA[${scanned}]]></ScanResult></ScanCodeInfo></xml>`;
  expect(openCallback(push(message), keys, clock).xml).toMatchObject({ ToUserName: 'gh_1' });
});

describe('a push is refused', () => {
  test.each(['msg_signature', 'timestamp', 'nonce'])('without %s, or with two', (name) => {
    const { query, body } = push(MESSAGE);
    for (const value of [undefined, '', [query.nonce, query.nonce]]) {
      expect(refusal(() => openCallback({ query: { ...query, [name]: value }, body }, keys, clock))).toBe(
        'MALFORMED',
      );
    }
  });

  test('when another token signed it, though the unencrypted `signature` be right', () => {
    const { query, body } = push(MESSAGE, { token: 'guess' });
    const signature = createHash('sha1')
      .update(['spamtest', query.timestamp, query.nonce].sort().join(''))
      .digest('hex');
    expect(refusal(() => openCallback({ query: { ...query, signature }, body }, keys, clock))).toBe(
      'BAD_SIGNATURE',
    );
  });

  test.each(['timestamp', 'nonce'])('when its %s was changed', (name) => {
    const { query, body } = push(MESSAGE);
    const changed = { ...query, [name]: '1715943330' };
    expect(refusal(() => openCallback({ query: changed, body }, keys, clock))).toBe('BAD_SIGNATURE');
  });

  test.each([
    ['plaintext', MESSAGE],
    ['an empty Encrypt', '<xml><Encrypt></Encrypt></xml>'],
    ['JSON', '{"Encrypt":"a"}'],
    [
      'an external entity',
      '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>',
    ],
  ])('when its body is %s', (_what, body) => {
    expect(refusal(() => openCallback({ ...push(MESSAGE), body }, keys, clock))).toBe('MALFORMED');
  });

  test('when its body is too large', () => {
    const body = `<xml><Encrypt>${'A'.repeat(300_000)}</Encrypt></xml>`;
    expect(refusal(() => openCallback({ ...push(MESSAGE), body }, keys, clock))).toBe('TOO_LARGE');
  });

  test('when it is encrypted for another component, whatever its envelope says', () => {
    const { query, body } = push(MESSAGE, { appId: 'wx0000000000000000' });
    const dressed = body.replace('wx0000000000000000', APP_ID);
    expect(refusal(() => openCallback({ query, body: dressed }, keys, clock))).toBe('WRONG_COMPONENT');
  });

  test('when it is an event whose inner app id is another', () => {
    const event = '<xml><AppId>wx0000000000000000</AppId><InfoType>unauthorized</InfoType></xml>';
    expect(refusal(() => openCallback(push(event), keys, clock))).toBe('WRONG_COMPONENT');
  });

  test('when its timestamp is no time', () => {
    expect(refusal(() => openCallback(push(MESSAGE, { timestamp: 'now' }), keys, clock))).toBe('MALFORMED');
  });

  test('and the refusal quotes nothing of it', () => {
    expect(new CallbackRefused('BAD_SIGNATURE').message).toBe(
      'The push was refused: its signature is not made with our token',
    );
  });
});

describe('a push of WeChat is taken', () => {
  test.each(['{}', 'hello', '<!DOCTYPE xml><xml></xml>'])('when what it encrypts is not XML: %s', (text) => {
    expect(openCallback(push(text), keys, clock)).toMatchObject({ xml: null, text });
  });

  test('when a gateway has wrapped its envelope anew', () => {
    const { query, body } = push(MESSAGE.replace('gh_1', 'gh_1'.repeat(40)));
    const wrapped = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- proxied -->${body
      .replace('<xml>', '<xml via="proxy">')
      .replace(/[\w+/=]{76}/g, '$&\r\n')
      .replace('</xml>', '</xml >')}`;
    expect(openCallback({ query, body: wrapped }, keys, clock).xml).toEqual({
      ToUserName: 'gh_1'.repeat(40),
    });
  });
});

test('the check of an address is answered with what it sends, if it is signed with our token', () => {
  const signature = createHash('sha1').update(['spamtest', '1', '2'].sort().join('')).digest('hex');
  const query = { signature, timestamp: '1', nonce: '2', echostr: '4711' };
  expect(echoOf(query, keys)).toBe('4711');
  for (const wrong of [{ signature: 'x' }, { timestamp: '3' }, { echostr: '' }, { nonce: ['2', '2'] }])
    expect(echoOf({ ...query, ...wrong }, keys)).toBeNull();
});

describe('the timestamp window', () => {
  test.each([-600, 0, 600])('holds a push of %d seconds ago', (age) => {
    expect(openCallback(push(MESSAGE), keys, clockAt(SENT + age)).xml).toEqual({ ToUserName: 'gh_1' });
  });

  test.each([-601, 601, 86_400])('does not hold a push of %d seconds ago', (age) => {
    expect(refusal(() => openCallback(push(MESSAGE), keys, clockAt(SENT + age)))).toBe('STALE');
  });

  test('can be set', () => {
    const windowMs = 60_000;
    expect(openCallback(push(MESSAGE), keys, clockAt(SENT + 60), { windowMs }).sentAt).toEqual(
      new Date(SENT * 1000),
    );
    expect(refusal(() => openCallback(push(MESSAGE), keys, clockAt(SENT + 61), { windowMs }))).toBe('STALE');
  });
});

describe('a reply', () => {
  const opens = (sealed: string, key: string) => {
    const { Encrypt, MsgSignature, TimeStamp, Nonce } = parseXml(sealed) as Record<string, string>;
    expect(wecom.getSignature('spamtest', TimeStamp ?? '', Nonce ?? '', Encrypt ?? '')).toBe(MsgSignature);
    return { ...wecom.decrypt(key, Encrypt ?? ''), TimeStamp, Nonce };
  };

  test('is sealed for the component, with the nonce of the push and our time', () => {
    const sealed = sealReply(
      '<xml>你好</xml>',
      openCallback(push(MESSAGE), keys, clock),
      keys,
      clockAt(SENT + 1.9),
    );
    expect(opens(sealed, ENCODED)).toMatchObject({
      message: '<xml>你好</xml>',
      id: APP_ID,
      TimeStamp: '1715943330',
      Nonce: '1590219412',
    });
    expect(sealed).toMatch(
      /^<xml><Encrypt><!\[CDATA\[[\w+/=]+\]\]><\/Encrypt><MsgSignature><!\[CDATA\[[0-9a-f]{40}\]\]><\/MsgSignature><TimeStamp>1715943330<\/TimeStamp><Nonce><!\[CDATA\[1590219412\]\]><\/Nonce><\/xml>$/,
    );
  });

  test('is sealed with the key that opened the push', () => {
    const opened = openCallback(push(MESSAGE, { key: PREVIOUS }), rotated, clock);
    expect(opened.keyIndex).toBe(1);
    expect(opens(sealReply('<xml>1</xml>', opened, rotated, clock), PREVIOUS).message).toBe('<xml>1</xml>');
  });
});
