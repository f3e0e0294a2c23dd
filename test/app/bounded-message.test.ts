import { expect, test } from 'vitest';
import { bounded } from '../../src/app/websocket.ts';
import { LIMITS } from '../../src/graphql/limits.ts';

const next = (id: string, length: number, letter = 'x') =>
  JSON.stringify({ id, type: 'next', payload: { data: { text: letter.repeat(length) } } });

test('a message over WebSocket that is too long says so instead, to the operation that asked for it', () => {
  const told = JSON.parse(bounded(next('say "1"', LIMITS.answerBytes))) as object;
  expect(told).toEqual({
    id: 'say "1"',
    type: 'next',
    payload: {
      errors: [
        {
          message: 'The answer is too long. Ask for smaller pages.',
          extensions: { code: 'QUERY_TOO_COMPLEX', requestId: expect.any(String) },
        },
      ],
    },
  });
});

test('length counts in bytes, and what is short enough is sent as it is', () => {
  const short = next('1', LIMITS.answerBytes / 4, '王');
  expect(bounded(short)).toBe(short);
  expect(bounded(next('1', LIMITS.answerBytes / 2, '王'))).toContain('QUERY_TOO_COMPLEX');
});
