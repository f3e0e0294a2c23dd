import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/integrations/wechat/json.ts';

describe('JSON of WeChat', () => {
  test('keeps integers beyond 2^53 as text, to the last digit', () => {
    expect(
      parseJson('{"msg_id":24512345678901234,"big":[-9007199254740993],"small":9007199254740991}'),
    ).toEqual({
      msg_id: '24512345678901234',
      big: ['-9007199254740993'],
      small: 9007199254740991,
    });
  });

  test('leaves fractions and exponents as numbers', () => {
    expect(parseJson('[1.5, 1e300, -0.1]')).toEqual([1.5, 1e300, -0.1]);
  });

  test('drops raw control characters inside strings', () => {
    expect(parseJson('{"nick_name":"a\u0001b\u0008","city":"line\nbreak"}')).toEqual({
      nick_name: 'ab',
      city: 'linebreak',
    });
  });

  test('keeps escaped control characters and slashes', () => {
    expect(parseJson('{"url":"http:\\/\\/wx.qlogo.cn\\/0","text":"a\\nb"}')).toEqual({
      url: 'http://wx.qlogo.cn/0',
      text: 'a\nb',
    });
  });

  test('takes an escape that JSON does not know as text', () => {
    expect(parseJson(String.raw`{"nick_name":"a\x41 \u12 \\x \" \'","n":1}`)).toEqual({
      nick_name: String.raw`a\x41 \u12 \x " \'`,
      n: 1,
    });
  });

  test('has nothing that PostgreSQL cannot store', () => {
    expect(parseJson(String.raw`{"nick_name":"a\u0000b\ud83d"}`)).toEqual({ nick_name: 'ab\ufffd' });
  });

  test.each(['', '<html></html>', '{"a":1', 'success', '{"a":01}'])('is not %j', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});
