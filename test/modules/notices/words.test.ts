import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  REQUIREMENT_CODES,
  REQUIREMENTS,
} from '../../../src/modules/accounts/requirements/requirement-catalogue.rules.ts';
import { MOST_ATTEMPTS, remindAt, retryAt } from '../../../src/modules/notices/mail/mail-times.rules.ts';
import { messageIdOf } from '../../../src/modules/notices/mail/outgoing-mail.ts';
import { noticesOfAccount, noticesOfConnection } from '../../../src/modules/notices/notice.rules.ts';
import { operatorLetter } from '../../../src/modules/notices/operator/operator-letter.ts';
import { writeChinese } from '../../../src/modules/notices/words/chinese.ts';
import { writeEnglish } from '../../../src/modules/notices/words/english.ts';
import { asOneLine } from '../../../src/modules/notices/words/foreign-text.rules.ts';
import type { NoticeFacts } from '../../../src/modules/notices/words/notice-facts.ts';

// Milliseconds.
const now = new Date('2026-12-01T00:00:00Z');
const notice: NoticeFacts = {
  ...{ kind: 'ACCOUNT_ACTION_REQUIRED', openedAt: now, isReminder: false, account: 'Shop' },
  ...{ requirements: [], campaignEndAt: null, url: 'https://qiao.example.com/console/' },
};
const frame = { site: 'acme', settingsUrl: 'https://qiao.example.com/console/connection' };

describe('words', () => {
  const told = REQUIREMENT_CODES.filter(
    (code) => REQUIREMENTS[code].severity === 'BLOCKING' || code === 'DEFAULT_CAMPAIGN_ENDING',
  );
  /** The console is a package of its own, so it has its own copy. */
  const inConsole = readFileSync('console/src/accounts/overview/requirement.messages.ts', 'utf8');
  test.each(told)('are Chinese for %s, as in the console', (code) => {
    const requirements = [{ code, message: REQUIREMENTS[code].message }];
    const [item] = writeChinese([{ ...notice, requirements }], frame).items;
    expect(item?.todo[0]).toMatch(/\p{Script=Han}/u);
    // A mail names the day of the end, in a sentence of its own.
    if (code !== 'DEFAULT_CAMPAIGN_ENDING') expect(inConsole).toContain(`'${item?.todo[0]}'`);
    expect(writeEnglish([{ ...notice, requirements }], frame).items[0]?.todo).toEqual([
      REQUIREMENTS[code].message,
    ]);
  });

  test('say since when, in the time zone of the accounts', () => {
    expect(writeEnglish([notice], frame).items[0]?.since).toBe('Since 2026-12-01 08:00 (Asia/Shanghai)');
    const reminder = writeEnglish([{ ...notice, isReminder: true }, notice], frame);
    expect(reminder.subject).toBe('“Shop” cannot be used until somebody acts (and 1 more) – Qiao, acme');
  });

  test('of the operator name the code and the address that WeChat refuses, in both languages', () => {
    const refused = { state: 'REFUSED', errcode: 40164, address: '203.0.113.7', since: now } as const;
    const kinds = ['WECHAT_REFUSES', 'PLATFORM_REFUSES'] as const;
    const letters = kinds.map((kind) => ({ kind, openedAt: now, mails: 0 }));
    const { subject, text } = operatorLetter(letters, refused, 'https://qiao.example.com/wechat');
    expect(subject).toBe('WeChat refuses Qiao / 微信拒绝了 Qiao 的调用 (+1) – Qiao, qiao.example.com');
    expect(text).toMatch(/40164[\s\S]*203\.0\.113\.7[\s\S]*client id and secret/);
    expect(text).toMatch(/错误码：40164[\s\S]*203\.0\.113\.7[\s\S]*Client Secret/);
  });

  test('from outside are one short line', () => {
    expect(asOneLine('a\r\n\u2028b\u202e\u0000 c')).toBe('a b c');
    expect([...asOneLine('桥'.repeat(200))]).toHaveLength(80);
    expect(asOneLine('\ud800')).toBe('\ufffd');
  });
});

describe('times', () => {
  test('of further attempts grow, and end', () => {
    const minutes = Array.from({ length: MOST_ATTEMPTS }, (_, index) => {
      const at = retryAt(index + 1, now);
      return at && (at.getTime() - now.getTime()) / 60_000;
    });
    expect(minutes).toEqual([2, 4, 8, 16, 32, 64, 90, 90, 90, 90, 90, null]);
  });

  test('of the reminder are seven days after the first mail, and none after it', () => {
    expect(remindAt(1, now)).toEqual(new Date('2026-12-08T00:00:00Z'));
    expect(remindAt(2, now)).toBeNull();
  });
});

describe('notices', () => {
  const account = { installationStatus: 'AVAILABLE', campaignStatus: 'ACTIVE', campaignEndAt: null } as const;
  const soon = new Date('2026-12-20T00:00:00Z');

  test('of an account are for one that was active, and not of an installation that is gone', () => {
    const of = (changes: object) => noticesOfAccount({ ...account, status: 'ACTIVE', ...changes }, now);
    expect(of({})).toEqual([]);
    expect(of({ status: 'ACTION_REQUIRED' })).toEqual(['ACCOUNT_ACTION_REQUIRED']);
    expect(of({ campaignEndAt: soon })).toEqual(['CAMPAIGN_ENDING']);
    for (const status of ['DRAFT', 'REMOVED']) expect(of({ status, campaignEndAt: soon })).toEqual([]);
    expect(of({ status: 'ACTION_REQUIRED', installationStatus: 'UNINSTALLED' })).toEqual([]);
  });

  test('of a connection are what an administrator can end', () => {
    const of = (
      connectionState: 'FAILING' | 'LOST' | 'CONNECTED',
      failingReason: 'ACCESS_REFUSED' | 'NO_ANSWER' | 'CLIENT_REFUSED' | null,
    ) => noticesOfConnection({ status: 'AVAILABLE', connectionState, failingReason });
    expect(of('LOST', null)).toEqual(['CONNECTION_LOST']);
    expect(of('FAILING', 'ACCESS_REFUSED')).toEqual(['CONNECTION_REFUSED']);
    expect(
      [of('FAILING', 'NO_ANSWER'), of('FAILING', 'CLIENT_REFUSED'), of('CONNECTED', null)].flat(),
    ).toEqual([]);
  });

  test('in any order give a mail the same id', () => {
    expect(messageIdOf(['a.0', 'b.0'], 'https://qiao.example.com/x')).toBe(
      messageIdOf(['b.0', 'a.0'], 'https://qiao.example.com'),
    );
    expect(messageIdOf(['a.1'], 'https://q.example')).not.toBe(messageIdOf(['a.0'], 'https://q.example'));
  });
});
