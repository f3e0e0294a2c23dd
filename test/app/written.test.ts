import { expect, test } from 'vitest';
import { written } from '../../src/app/written.ts';
import { LIMITS } from '../../src/graphql/limits.ts';

const result = (length: number, letter = 'x') => ({ data: { text: letter.repeat(length) } });

test('a result that is too long says so instead', () => {
  expect(JSON.parse(written(result(LIMITS.answerBytes)))).toEqual({
    errors: [
      {
        message: 'The answer is too long. Ask for smaller pages.',
        extensions: { code: 'QUERY_TOO_COMPLEX', requestId: expect.any(String) },
      },
    ],
  });
});

test('length counts in bytes, and what is short enough is written as it is', () => {
  const short = result(LIMITS.answerBytes / 4, '王');
  expect(JSON.parse(written(short))).toEqual(short);
  expect(written(result(LIMITS.answerBytes / 2, '王'))).toContain('QUERY_TOO_COMPLEX');
});
