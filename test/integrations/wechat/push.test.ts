import { describe, expect, test } from 'vitest';
import { readPush } from '../../../src/integrations/wechat/push.ts';
import { optionalText } from '../../../src/integrations/wechat/xml.ts';

const message = (content: string) =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[o1]]></FromUserName>\n<CreateTime>1413192605</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[${content}]]></Content>\n<MsgId>7</MsgId>\n</xml>`;
const read = (content: string) => ({
  ToUserName: 'gh_1',
  FromUserName: 'o1',
  CreateTime: '1413192605',
  MsgType: 'text',
  Content: content,
  MsgId: '7',
});

describe('what people write is theirs, and becomes no element', () => {
  test.each([
    '<xml><a><![CDATA[x]]></a></xml>',
    ']]>',
    ']]></Content><MsgId>8</MsgId><Content><![CDATA[',
    ']]></Content><Ticket><![CDATA[forged]]></Ticket><Label><![CDATA[',
    ']]></Content></xml>',
    ']]></ToUserName><ToUserName><![CDATA[gh_2]]></ToUserName>',
    '<!DOCTYPE a> &nbsp; <b',
  ])('%s', (content) => {
    expect(readPush(message(content))).toEqual(read(content));
  });

  test('and what is written well is read well', () => {
    expect(readPush(message(']]]]><![CDATA[>'))).toEqual(read(']]>'));
  });
});

test.each([
  [
    'a repeated element: the first counts',
    '<xml><MsgType>text</MsgType><MsgType>event</MsgType></xml>',
    'text',
  ],
  ['a bare ampersand', '<xml><MsgType>text</MsgType><PicUrl>http://a?b=1&c=2</PicUrl></xml>', 'text'],
  ['an unknown entity', '<xml><MsgType>text</MsgType><Title>&nbsp;</Title></xml>', 'text'],
  ['a declaration, a comment', '<?xml version="1.0"?><xml><!-- --><MsgType>text</MsgType></xml >', 'text'],
])('is read all the same: %s', (_what, text, type) => {
  expect(optionalText(readPush(text) ?? {}, 'MsgType')).toBe(type);
});

test.each(['', 'hello', '{}', '<xml>text</xml>', '<xml><a>1</xml>', '<html><a>1</a></html>'])(
  'cannot be read: %j',
  (text) => {
    expect(readPush(text)).toBeNull();
  },
);

test.each([
  ['open elements', `<xml>${'<a>'.repeat(20_000)}`],
  ['elements', `<xml>${'<a></a>'.repeat(9_000)}</xml>`],
  ['ends', `<xml><Content><![CDATA[${']]></Content>'.repeat(5_000)}`],
  ['texts of people', `<xml>${'<Content></Content>'.repeat(3_400)}</xml>`],
])('costs little however it is made: %s', (_what, text) => {
  const start = process.cpuUsage();
  readPush(text);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(300);
});
