import { setImmediate as later } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { BoundedNames } from '../../src/kernel/bounded-names.ts';
import { beginCall, beginStatement, noteRefusal, observe, observed } from '../../src/kernel/observation.ts';
import { statementName } from '../../src/kernel/statement-name.ts';
import { remoteParent } from '../../src/kernel/trace-parent.ts';

describe('what is observed', () => {
  test('belongs to the work in which it happens, however long that waits', async () => {
    const counts = await Promise.all(
      [1, 2, 3].map((statements) =>
        observe('work', async (observation) => {
          for (let sent = 0; sent < statements; sent += 1) {
            await later();
            beginStatement(() => 'never asked for');
          }
          if (statements === 2) noteRefusal();
          return [observation.statements, observation.isRefused];
        }),
      ),
    );

    expect(counts).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });

  test('costs nothing outside, and nothing is traced where nobody wants it', async () => {
    expect([observed(), beginStatement(() => 'x'), beginCall(() => 'x')]).toEqual([null, null, null]);
    await observe('work', async ({ span }) => expect([span, beginCall(() => 'x')]).toEqual([null, null]));
  });
});

test.each([
  [
    `select "e0"."id" from "official_account" as "e0" where "e0"."name" = 'from secret'`,
    'select official_account',
  ],
  [`insert into "audit_entry" ("actor") values ('17')`, 'insert into audit_entry'],
  [`update credential set access_token = 'secret' where id = $1`, 'update credential'],
  ['delete from "oauth_state" where "id" = 7', 'delete from oauth_state'],
  [`select enqueue_job('account.review', '{"secret":1}'::json)`, 'select enqueue_job'],
  [
    'select (extract(epoch from a.created_at) * 1000)::float8 as "createdAt" from official_account a',
    'select official_account',
  ],
  [`with stored as (insert into inbox_message values ('from secret')) select 1`, 'with'],
  [`select 'secret' from secret`, 'select'],
  [`'secret'`, 'SQL'],
  ['select', 'select'],
])('the name of %s is %s', (text, name) => {
  expect(statementName(text)).toBe(name);
});

describe('the traceparent of a client', () => {
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];

  test.each([
    [`00-${traceId}-${spanId}-01`, 1],
    [`00-${traceId}-${spanId}-00`, 0],
    [`01-${traceId}-${spanId}-03-more`, 1],
  ])('%s is continued', (traceparent, traceFlags) => {
    expect(trace.getSpanContext(remoteParent(traceparent))).toEqual({
      ...{ traceId, spanId, traceFlags, isRemote: true },
    });
  });

  test.each([
    undefined,
    '',
    'nonsense',
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
  ])('%s counts as none', (traceparent) => {
    expect(trace.getSpanContext(remoteParent(traceparent))).toBeUndefined();
  });
});

test('names as labels are the first ones that come; all later ones are one', () => {
  const names = new BoundedNames(2);
  expect(['a', 'b', 'a', 'c', 'd', 'b'].map((name) => names.labelOf(name))).toEqual([
    ...['a', 'b', 'a', 'other', 'other', 'b'],
  ]);
});
