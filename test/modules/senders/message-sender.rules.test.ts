import { describe, expect, test } from 'vitest';
import { impactText } from '../../../src/modules/senders/impact/change-impact.rules.ts';
import {
  CAUSE_OF,
  isSameTrust,
  secondsUntilRetry,
  trustIn,
} from '../../../src/modules/senders/steps/message-sender.rules.ts';

const account = { id: 'a', status: 'ACTIVE', credentialRevision: 2, openIdField: '100191' };

describe('a sender that is configured now trusts', () => {
  test('the revision and the OpenID field that an active account has', () => {
    expect(trustIn(account)).toEqual({ accountId: 'a', credentialRevision: 2, openIdField: '100191' });
  });

  test.each(['DRAFT', 'ACTION_REQUIRED', 'REMOVED'])('nothing of an account that is %s', (status) => {
    expect(trustIn({ ...account, status })).toBeNull();
  });

  test.each([{ accountId: 'b' }, { credentialRevision: 3 }, { openIdField: '100192' }])(
    'something else when %o',
    (change) => {
      const trust = { accountId: 'a', credentialRevision: 2, openIdField: '100191' };
      expect(isSameTrust(trust, { ...trust })).toBe(true);
      expect(isSameTrust(trust, { ...trust, ...change })).toBe(false);
    },
  );
});

test('three changes of an account break senders, and each is the cause that is shown', () => {
  expect(CAUSE_OF).toEqual({
    REMOVE: 'ACCOUNT_REMOVED',
    REPLACE_WECHAT_ACCOUNT: 'WECHAT_ACCOUNT_REPLACED',
    CHANGE_OPEN_ID_FIELD: 'OPEN_ID_FIELD_CHANGED',
  });
});

test('the marketing platform is told again after ever longer waits, at most an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map(secondsUntilRetry)).toEqual([2, 10, 30, 120, 600, 3600, 3600, 3600]);
});

describe('two impacts are the same', () => {
  const sender = { id: 's', credentialRevision: 1, openIdField: '100191', status: 'CONFIGURED' as const };
  const other = { ...sender, id: 't' };
  const impact = {
    installationId: 'i',
    accountId: 'a',
    change: 'REMOVE' as const,
    senders: [sender, other],
  };

  test('in whatever order the senders were read', () => {
    expect(impactText({ ...impact, senders: [other, sender] }, 1)).toBe(impactText(impact, 1));
  });

  test.each([
    { installationId: 'j' },
    { accountId: 'b' },
    { change: 'CHANGE_OPEN_ID_FIELD' as const },
    { senders: [sender] },
    { senders: [sender, { ...other, id: 'u' }] },
    { senders: [sender, { ...other, credentialRevision: 2 }] },
    { senders: [sender, { ...other, openIdField: '100192' }] },
    { senders: [sender, { ...other, status: 'NEEDS_CONFIGURATION' as const }] },
  ])('but not with %o', (difference) => {
    expect(impactText({ ...impact, ...difference }, 1)).not.toBe(impactText(impact, 1));
  });

  test('nor with another expiry', () => {
    expect(impactText(impact, 2)).not.toBe(impactText(impact, 1));
  });
});
