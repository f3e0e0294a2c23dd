import { describe, expect, test } from 'vitest';
import { CallbackRefused } from '../../../src/integrations/wechat/callback.errors.ts';
import { optionalText, optionalTime, parseXml, writeXml } from '../../../src/integrations/wechat/xml.ts';

const MALFORMED = new CallbackRefused('MALFORMED');
const TOO_LARGE = new CallbackRefused('TOO_LARGE');

describe('XML of WeChat', () => {
  test('is read with or without CDATA and line breaks', () => {
    expect(parseXml('<xml>\n<a><![CDATA[1]]></a>\r\n  <b>2</b><c></c><d/></xml>\n')).toEqual({
      a: '1',
      b: '2',
      c: '',
      d: '',
    });
  });

  test('keeps numbers as text, to the last digit', () => {
    expect(parseXml('<xml><MsgId>6598446755053214075</MsgId><n>007</n><e>1e3</e></xml>')).toEqual({
      MsgId: '6598446755053214075',
      n: '007',
      e: '1e3',
    });
  });

  test('keeps what users write in CDATA, whatever it looks like', () => {
    const content = '  <!DOCTYPE a> &amp; &nbsp; <b c="d"> <?php ?> <!-- --> ]] > 你好🎉\n';
    expect(parseXml(`<xml><Content><![CDATA[${content}]]></Content></xml>`)).toEqual({ Content: content });
  });

  test('resolves the five entities that every XML has, once', () => {
    expect(parseXml('<xml><a>&lt;&gt;&quot;&apos;&amp;lt;</a></xml>')).toEqual({ a: `<>"'&lt;` });
  });

  test.each([
    ['none', '<ResultList></ResultList>', ''],
    ['one', '<ResultList><item><a>1</a></item></ResultList>', { item: [{ a: '1' }] }],
    ['two', '<ResultList><item><a>1</a></item><item>2</item></ResultList>', { item: [{ a: '1' }, '2'] }],
  ])('has %s `item` in a list', (_what, text, list) => {
    expect(parseXml(`<xml>${text}</xml>`)).toEqual({ ResultList: list });
  });

  test('keeps unknown and repeated elements', () => {
    expect(parseXml('<xml><New><x>1</x></New><List>1</List><List>2</List></xml>')).toEqual({
      New: { x: '1' },
      List: ['1', '2'],
    });
  });

  test('may be empty', () => {
    expect(parseXml('<xml></xml>')).toEqual({});
    expect(parseXml('<xml> \n </xml>')).toEqual({});
  });
});

describe('what WeChat does not write, and means the same', () => {
  test.each([
    ['an XML declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<xml><a>1</a></xml>', { a: '1' }],
    ['comments', '<!-- x --><xml><!-- <b> --><a>1</a><!-- ]]> --></xml><!-- y -->', { a: '1' }],
    ['attributes', `<xml v="1"><a b="c > d" e='"'>1</a></xml>`, { a: '1' }],
    ['space in tags', '<xml ><a >1</a\n><b /></xml >', { a: '1', b: '' }],
    ['character references', '<xml><a>&#65;&#x4f60;</a></xml>', { a: 'A你' }],
    ['CDATA in pieces', '<xml><a><![CDATA[1]]>2<![CDATA[3]]></a></xml>', { a: '123' }],
    [
      'other names',
      '<xml><n:a>1</n:a><名>2</名><a.b-c>3</a.b-c></xml>',
      { 'n:a': '1', 名: '2', 'a.b-c': '3' },
    ],
    ['nothing in it', '<xml/>', {}],
  ])('is read: %s', (_what, text, children) => {
    expect(parseXml(text)).toEqual(children);
  });

  test('has no power over objects', () => {
    const xml = parseXml('<xml><__proto__><admin>1</admin></__proto__><constructor>2</constructor></xml>');
    expect(Object.keys(xml)).toEqual(['__proto__', 'constructor']);
    expect('admin' in xml).toBe(false);
  });
});

describe('what is not XML of WeChat', () => {
  const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]>`;

  test.each([
    ['an external entity', '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><a>&a;</a></xml>'],
    ['a billion laughs', `${LAUGHS}<xml><a>&lol9;</a></xml>`],
    ['a document type', '<!DOCTYPE xml><xml><a>1</a></xml>'],
    [
      'a document type between comments with CDATA',
      '<!-- <![CDATA[ --><!DOCTYPE xml><!-- ]]> --><xml></xml>',
    ],
    ['a processing instruction', '<xml><?php 1 ?></xml>'],
    ['an XML declaration that is not the first', '<xml><?xml version="1.0"?></xml>'],
    ['a reference to nothing', '<xml><a>&#0;&#x110000;</a></xml>'],
    ['an unclosed comment', '<xml><!-- a</xml>'],
    ['an unknown entity', '<xml><a>&nbsp;</a></xml>'],
    ['a bare ampersand', '<xml><a>a&b</a></xml>'],
    ['an attribute that hides an element', '<xml><a b="<![CDATA[" c="]]>">1</a></xml>'],
    ['an unclosed CDATA', '<xml><a><![CDATA[1</a></xml>'],
    ['another conditional section', '<xml><a><![IGNORE[1]]></a></xml>'],
    ['an unclosed element', '<xml><a>1</xml>'],
    ['an unclosed root', '<xml><a>1</a>'],
    ['crossed elements', '<xml><a><b></a></b></xml>'],
    ['two roots', '<xml><a>1</a></xml><xml><a>2</a></xml>'],
    ['another root', '<html><a>1</a></html>'],
    ['a root that is text', '<xml>text</xml>'],
    ['text before', 'text<xml></xml>'],
    ['text behind', '<xml></xml>text'],
    ['text between elements', '<xml><a>1</a>text</xml>'],
    ['JSON', '{"ToUserName":"gh_1"}'],
    ['nothing', ''],
    ['white space', ' \n '],
    ['nesting too deep', `<xml>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</xml>`],
  ])('is refused: %s', (_what, text) => {
    expect(() => parseXml(text)).toThrow(MALFORMED);
  });

  test('is refused when too large, before it is read', () => {
    expect(() => parseXml(`<xml>${'<a/>'.repeat(2_000)}</xml>`)).toThrow(TOO_LARGE);
    expect(() => parseXml(`<xml><a>${'x'.repeat(256 * 1024)}</a></xml>`)).toThrow(TOO_LARGE);
  });

  test.each([
    ['elements', `<xml>${'<a/>'.repeat(60_000)}</xml>`],
    ['open brackets', '<'.repeat(250_000)],
    ['open CDATA', '<![CDATA['.repeat(28_000)],
    ['open tags with space', `<xml>${`<a${' '.repeat(50)}`.repeat(4_000)}`],
    ['nesting', '<a>'.repeat(80_000)],
  ])('costs no more than its length: %s', (_what, text) => {
    const start = process.cpuUsage();
    try {
      parseXml(text);
    } catch (error) {
      expect(error).toBeInstanceOf(CallbackRefused);
    }
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(300);
  });
});

describe('the elements of a message', () => {
  const xml = parseXml(
    '<xml><a>1</a><empty/><twice>1</twice><twice>2</twice><deep><b>1</b></deep><at>1413192605</at></xml>',
  );

  test('are text, or null when absent or empty', () => {
    expect(optionalText(xml, 'a')).toBe('1');
    expect(optionalText(xml, 'empty')).toBeNull();
    expect(optionalText(xml, 'absent')).toBeNull();
    expect(optionalText(xml, 'toString')).toBeNull();
  });

  test('count once where they are repeated, and not where they have children', () => {
    expect(optionalText(xml, 'twice')).toBe('1');
    expect(optionalText(xml, 'deep')).toBeNull();
  });

  test('are instants in unix seconds', () => {
    expect(optionalTime(xml, 'at')).toEqual(new Date('2014-10-13T09:30:05Z'));
    for (const text of ['-1', '1.5', '1e9', 'now', '123456789012'])
      expect(optionalTime({ at: text }, 'at')).toBeNull();
  });
});

describe('XML that we write', () => {
  test('is what WeChat writes', () => {
    expect(
      writeXml({ ToUserName: 'o1', CreateTime: 1, Articles: { item: [{ Title: 'a' }, { Title: 'b' }] } }),
    ).toBe(
      '<xml><ToUserName><![CDATA[o1]]></ToUserName><CreateTime>1</CreateTime><Articles><item><Title><![CDATA[a]]></Title></item><item><Title><![CDATA[b]]></Title></item></Articles></xml>',
    );
  });

  test.each([']]>', 'a]]>b', ']]]]>>', '<![CDATA[x]]>', '<a>&amp;</a>', '你好🎉'])(
    'brings %j through',
    (content) => {
      expect(parseXml(writeXml({ Content: content }))).toEqual({ Content: content });
    },
  );
});
