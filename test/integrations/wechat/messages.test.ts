import { describe, expect, test } from 'vitest';
import { readComponentEvent } from '../../../src/integrations/wechat/component.events.ts';
import { readAccountMessage, textReply } from '../../../src/integrations/wechat/messages.ts';
import { parseXml } from '../../../src/integrations/wechat/xml.ts';

const SENT = new Date('2014-10-13T09:30:06Z');
const opened = (text: string, sentAt = SENT) => ({ xml: parseXml(text), sentAt });

describe('an event of the component', () => {
  const event = (inner: string) =>
    readComponentEvent(
      opened(`<xml><AppId>wx134c8103faa5a59e</AppId>\n<CreateTime>1413192605</CreateTime>\n${inner}</xml>`),
    );
  const head = { createdAt: new Date('2014-10-13T09:30:05Z') };

  test('may be a ticket', () => {
    expect(
      event(
        '<InfoType><![CDATA[component_verify_ticket]]></InfoType><ComponentVerifyTicket><![CDATA[ticket@@@Zk3q]]></ComponentVerifyTicket>',
      ),
    ).toEqual({ ...head, type: 'component_verify_ticket', ticket: 'ticket@@@Zk3q' });
  });

  test('may be an authorization, as really pushed in 2017', () => {
    expect(
      readComponentEvent(
        opened(
          '<xml><AppId><![CDATA[wx6001000000000000]]></AppId>\n<CreateTime>1512552185</CreateTime>\n<InfoType><![CDATA[authorized]]></InfoType>\n<AuthorizerAppid><![CDATA[wxf7d2000000000000]]></AuthorizerAppid>\n<AuthorizationCode><![CDATA[queryauthcode@@@x-_]]></AuthorizationCode>\n<AuthorizationCodeExpiredTime><![CDATA[1512555785]]></AuthorizationCodeExpiredTime>\n<PreAuthCode><![CDATA[preauthcode@@@p]]></PreAuthCode>\n</xml>',
          new Date('2017-12-06T09:23:05Z'),
        ),
      ),
    ).toEqual({
      type: 'authorized',
      createdAt: new Date('2017-12-06T09:23:05Z'),
      authorizerAppId: 'wxf7d2000000000000',
      authorizationCode: 'queryauthcode@@@x-_',
      codeExpiresAt: new Date('2017-12-06T10:23:05Z'),
      preAuthCode: 'preauthcode@@@p',
    });
  });

  const update = (rest: string) =>
    event(
      `<InfoType>updateauthorized</InfoType><AuthorizerAppid>wx88</AuthorizerAppid><AuthorizationCode>queryauthcode@@@u</AuthorizationCode>${rest}`,
    );

  test.each([
    ['an instant', '<AuthorizationCodeExpiredTime>1413196205</AuthorizationCodeExpiredTime>', '10:30:05'],
    ['a lifetime', '<AuthorizationCodeExpiredTime>600</AuthorizationCodeExpiredTime>', '09:40:05'],
    ['nothing', '<AuthorizationCodeExpiredTime></AuthorizationCodeExpiredTime>', '10:30:05'],
    ['zero', '<AuthorizationCodeExpiredTime>0</AuthorizationCodeExpiredTime>', '10:30:05'],
    ['nonsense', '<AuthorizationCodeExpiredTime>soon</AuthorizationCodeExpiredTime>', '10:30:05'],
    ['no such element', '', '10:30:05'],
  ])('tells the end of its code by %s', (_what, element, time) => {
    expect(update(element)).toMatchObject({
      type: 'updateauthorized',
      codeExpiresAt: new Date(`2014-10-13T${time}Z`),
    });
  });

  test.each(['', '<PreAuthCode></PreAuthCode>', '<PreAuthCode> </PreAuthCode>'])(
    'may answer to no link of ours (%j)',
    (element) => {
      expect(update(element)).toMatchObject({ preAuthCode: null });
    },
  );

  test('may be a withdrawal, as really pushed in 2018', () => {
    expect(
      readComponentEvent(
        opened(
          '<xml><AppId><![CDATA[wx134c8103faa5a59e]]></AppId>\n<CreateTime>1539222258</CreateTime>\n<InfoType><![CDATA[unauthorized]]></InfoType><AuthorizerAppid><![CDATA[wx570bc396a51b8ff8]]></AuthorizerAppid></xml>',
          new Date('2018-10-11T01:44:18Z'),
        ),
      ),
    ).toEqual({
      type: 'unauthorized',
      createdAt: new Date('2018-10-11T01:44:18Z'),
      authorizerAppId: 'wx570bc396a51b8ff8',
    });
  });

  const withdrawal = (appId: string, createTime: number | string = 1413192605) =>
    readComponentEvent(
      opened(
        `<xml><CreateTime>${createTime}</CreateTime><InfoType>unauthorized</InfoType><AuthorizerAppid><![CDATA[${appId}]]></AuthorizerAppid></xml>`,
      ),
    );

  test('was created when it was sent, where it says that this was long after', () => {
    expect(withdrawal('wx1')).toMatchObject(head);
    for (const createTime of [99999999999, 1413196206])
      expect(withdrawal('wx1', createTime)).toMatchObject({ createdAt: SENT });
  });

  test('is unreadable where its account can be none; what PostgreSQL cannot hold is left out', () => {
    for (const appId of ['w'.repeat(101), 'wx 1', 'wx\u0007', '号'])
      expect(withdrawal(appId), appId).toMatchObject({ type: 'unreadable', lacks: 'AuthorizerAppid' });
    expect(withdrawal('wx\0')).toMatchObject({ type: 'unauthorized', authorizerAppId: 'wx' });
  });

  test('is no message, whatever follows in it: what is scanned may be written by anybody', () => {
    const scanned =
      ']]></ScanResult></ScanCodeInfo><InfoType>unauthorized</InfoType><AuthorizerAppid>wx1</AuthorizerAppid><ScanCodeInfo><ScanResult><![CDATA[';
    const message = `<xml><ToUserName>gh_1</ToUserName><ScanCodeInfo><ScanResult><![CDATA[${scanned}]]></ScanResult></ScanCodeInfo></xml>`;
    expect(readComponentEvent(opened(message))).toMatchObject({ type: 'unreadable', lacks: 'InfoType' });
  });

  test('may be of a kind that Qiao does not know', () => {
    expect(event('<InfoType>notify_third_fasteregister</InfoType><appid>wx1</appid>')).toEqual({
      ...head,
      type: 'unknown',
      infoType: 'notify_third_fasteregister',
    });
  });

  test.each([
    ['InfoType', ''],
    ['ComponentVerifyTicket', '<InfoType>component_verify_ticket</InfoType>'],
    ['AuthorizerAppid', '<InfoType>unauthorized</InfoType>'],
    ['AuthorizationCode', '<InfoType>authorized</InfoType><AuthorizerAppid>wx88</AuthorizerAppid>'],
  ])('cannot be read without %s', (lacks, inner) => {
    expect(event(inner)).toEqual({ ...head, type: 'unreadable', lacks });
  });

  test('cannot be read if it is no XML', () => {
    const unreadable = { type: 'unreadable', lacks: null, createdAt: SENT };
    expect(readComponentEvent({ xml: null, sentAt: SENT })).toEqual(unreadable);
  });

  test.each(['Unauthorized', 'UNAUTHORIZED'])('has its type in any case (%s)', (type) => {
    expect(event(`<InfoType>${type}</InfoType><AuthorizerAppid>wx88</AuthorizerAppid>`)).toMatchObject({
      type: 'unauthorized',
      authorizerAppId: 'wx88',
    });
  });

  test.each(['', '<CreateTime>today</CreateTime>'])(
    'without a time has that of its signature (%j)',
    (time) => {
      const text = `<xml>${time}<InfoType>unauthorized</InfoType><AuthorizerAppid>wx88</AuthorizerAppid></xml>`;
      expect(readComponentEvent(opened(text))).toMatchObject({ createdAt: SENT });
    },
  );
});

describe('a message to an account', () => {
  const message = (inner: string) =>
    readAccountMessage(
      opened(
        `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oA-b]]></FromUserName><CreateTime>1413192605</CreateTime>${inner}</xml>`,
      ),
    );
  const head = { originalId: 'gh_1', openId: 'oA-b', createdAt: new Date('2014-10-13T09:30:05Z') };
  const event = (name: string, inner = '') =>
    message(`<MsgType>event</MsgType><Event>${name}</Event>${inner}`);

  test('may be text, as really pushed by the release test of 2018', () => {
    expect(
      readAccountMessage(
        opened(
          '<xml><ToUserName><![CDATA[gh_3c884a361561]]></ToUserName>\n<FromUserName><![CDATA[ozy4qt5QUADNXORxCVipKMV9dss0]]></FromUserName>\n<CreateTime>1536320605</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[TESTCOMPONENT_MSG_TYPE_TEXT]]></Content>\n<MsgId>6598446755053214075</MsgId>\n</xml>',
        ),
      ),
    ).toEqual({
      type: 'text',
      originalId: 'gh_3c884a361561',
      openId: 'ozy4qt5QUADNXORxCVipKMV9dss0',
      createdAt: new Date('2018-09-07T11:43:25Z'),
      msgId: '6598446755053214075',
      content: 'TESTCOMPONENT_MSG_TYPE_TEXT',
    });
  });

  test.each([
    [
      '<MsgType>image</MsgType><PicUrl>http://p</PicUrl><MediaId>m</MediaId><MsgId>1</MsgId>',
      { type: 'image', msgId: '1', mediaId: 'm', pictureUrl: 'http://p' },
    ],
    [
      '<MsgType>voice</MsgType><MediaId>m</MediaId><Format>amr</Format><Recognition>你好</Recognition><MsgId>1</MsgId>',
      { type: 'voice', msgId: '1', mediaId: 'm', format: 'amr', recognition: '你好' },
    ],
    [
      '<MsgType>video</MsgType><MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId><MsgId>1</MsgId>',
      { type: 'video', msgId: '1', short: false, mediaId: 'm', thumbMediaId: 't' },
    ],
    [
      '<MsgType>shortvideo</MsgType><MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId><MsgId>1</MsgId>',
      { type: 'video', msgId: '1', short: true, mediaId: 'm', thumbMediaId: 't' },
    ],
    [
      '<MsgType>location</MsgType><Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale><Label>L</Label><MsgId>1</MsgId>',
      { type: 'location', msgId: '1', latitude: 23.134521, longitude: 113.358803, scale: 20, label: 'L' },
    ],
    [
      '<MsgType>link</MsgType><Title>t</Title><Description>d</Description><Url>http://u</Url><MsgId>1</MsgId>',
      { type: 'link', msgId: '1', title: 't', description: 'd', url: 'http://u' },
    ],
  ])('may be %s', (inner, body) => {
    expect(message(inner)).toEqual({ ...head, ...body });
  });

  test('may lack whatever is not its head', () => {
    expect(message('<MsgType>text</MsgType>')).toEqual({ ...head, type: 'text', msgId: null, content: '' });
    expect(message('<MsgType>location</MsgType><Location_X>north</Location_X><Location_Y/>')).toEqual({
      ...head,
      type: 'location',
      msgId: null,
      latitude: null,
      longitude: null,
      scale: null,
      label: null,
    });
  });

  test.each([
    ['subscribe', '<EventKey></EventKey>', { type: 'subscribe', scene: null, ticket: null }],
    [
      'subscribe',
      '<EventKey>qrscene_123</EventKey><Ticket>T</Ticket>',
      { type: 'subscribe', scene: '123', ticket: 'T' },
    ],
    // After a payment.
    [
      'subscribe',
      '<EventKey>last_trade_no_4008</EventKey>',
      { type: 'subscribe', scene: null, ticket: null },
    ],
    ['unsubscribe', '<EventKey></EventKey>', { type: 'unsubscribe' }],
    ['SCAN', '<EventKey>123</EventKey><Ticket>T</Ticket>', { type: 'SCAN', scene: '123', ticket: 'T' }],
    [
      'LOCATION',
      '<Latitude>23.1</Latitude><Longitude>-113.3</Longitude><Precision>119.385040</Precision>',
      { type: 'LOCATION', latitude: 23.1, longitude: -113.3, precision: 119.38504 },
    ],
    ['CLICK', '<EventKey>menu</EventKey>', { type: 'CLICK', key: 'menu' }],
    [
      'VIEW',
      '<EventKey><![CDATA[http://a?b&c]]></EventKey><MenuId>7</MenuId>',
      { type: 'VIEW', url: 'http://a?b&c', menuId: '7' },
    ],
    ...['scancode_push', 'scancode_waitmsg'].map((type): [string, string, object] => [
      type,
      '<EventKey>menu</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>',
      { type, key: 'menu' },
    ]),
    ...['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'].map((type): [string, string, object] => [
      type,
      '<EventKey>menu</EventKey><SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum>5a75aaca</PicMd5Sum></item></PicList></SendPicsInfo>',
      { type, key: 'menu' },
    ]),
    [
      'location_select',
      '<EventKey>menu</EventKey><SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale><Label>L</Label><Poiname/></SendLocationInfo>',
      { type: 'location_select', key: 'menu' },
    ],
    [
      'view_miniprogram',
      '<EventKey>pages/index</EventKey><MenuId>7</MenuId>',
      { type: 'view_miniprogram', path: 'pages/index', menuId: '7' },
    ],
    [
      'TEMPLATESENDJOBFINISH',
      '<MsgID>200163836</MsgID><Status>failed:user block</Status>',
      { type: 'TEMPLATESENDJOBFINISH', msgId: '200163836', status: 'failed:user block' },
    ],
    [
      'user_authorization_revoke',
      '<OpenID>oX</OpenID><UnionID>u</UnionID><AppID>wx1</AppID><RevokeInfo>201</RevokeInfo>',
      { type: 'user_authorization_revoke', subjectOpenId: 'oX', subjectUnionId: 'u', revokeInfo: '201' },
    ],
    [
      'user_info_modified',
      '<OpenID>oX</OpenID>',
      { type: 'user_info_modified', subjectOpenId: 'oX', subjectUnionId: null, revokeInfo: null },
    ],
    [
      'user_authorization_cancellation',
      '',
      {
        type: 'user_authorization_cancellation',
        subjectOpenId: 'oA-b',
        subjectUnionId: null,
        revokeInfo: null,
      },
    ],
  ])('may be the event %s %s, in either case', (name, inner, body) => {
    for (const spelling of [name, name.toLowerCase(), name.toUpperCase()]) {
      expect(event(spelling, inner)).toEqual({ ...head, ...body });
    }
  });

  test('may be the end of a mass sending, as really pushed in 2022', () => {
    expect(
      readAccountMessage(
        opened(`<xml><ToUserName><![CDATA[gh_1f567c6f4bbd]]></ToUserName>
<FromUserName><![CDATA[ov7hP6b1X_yWfnX7Jy3IFQnwJzzM]]></FromUserName>
<CreateTime>1650896441</CreateTime><MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[MASSSENDJOBFINISH]]></Event><MsgID>1000000003</MsgID>
<Status><![CDATA[send success]]></Status>
<TotalCount>4</TotalCount><FilterCount>4</FilterCount><SentCount>4</SentCount><ErrorCount>0</ErrorCount>
<CopyrightCheckResult><Count>0</Count><ResultList></ResultList><CheckState>0</CheckState></CopyrightCheckResult>
<ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx><ArticleUrl><![CDATA[http://mp.weixin.qq.com/s/8yzT]]></ArticleUrl></item></ResultList></ArticleUrlResult></xml>`),
      ),
    ).toEqual({
      type: 'MASSSENDJOBFINISH',
      originalId: 'gh_1f567c6f4bbd',
      openId: 'ov7hP6b1X_yWfnX7Jy3IFQnwJzzM',
      createdAt: new Date('2022-04-25T14:20:41Z'),
      msgId: '1000000003',
      status: 'send success',
      totalCount: 4,
      filterCount: 4,
      sentCount: 4,
      errorCount: 0,
    });
  });

  test('may be of a kind that Qiao does not know', () => {
    expect(event('debug_demo', '<debug_str>x</debug_str>')).toEqual({
      ...head,
      type: 'unknown',
      msgType: 'event',
      event: 'debug_demo',
      msgId: null,
    });
    expect(message('<MsgType>hologram</MsgType><MsgId>24512345678901234</MsgId>')).toEqual({
      ...head,
      type: 'unknown',
      msgType: 'hologram',
      event: null,
      msgId: '24512345678901234',
    });
  });

  const WHOLE = { ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: '1', MsgType: 'text' };

  test.each([
    ['FromUserName', { openId: null, type: 'text' }],
    ['CreateTime', { createdAt: SENT }],
    ['MsgType', { type: 'unknown', msgType: '' }],
  ])('may lack %s', (name, expected) => {
    const xml = { ...WHOLE, [name]: '' };
    expect(readAccountMessage({ xml, sentAt: SENT })).toMatchObject(expected);
  });

  test.each([null, {}, { ...WHOLE, ToUserName: ' ' }])('cannot be read without its account', (xml) => {
    expect(readAccountMessage({ xml, sentAt: SENT })).toBeNull();
  });
});

describe('a text reply', () => {
  test('goes back the way the message came', () => {
    expect(textReply({ originalId: 'gh_1', openId: 'o1' }, 'a]]>b', new Date('2014-10-13T09:30:05.9Z'))).toBe(
      '<xml><ToUserName><![CDATA[o1]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>1413192605</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[a]]]]><![CDATA[>b]]></Content></xml>',
    );
  });
});
