import type { RequirementCode } from '../../accounts/requirements/requirement-catalogue.rules.ts';
import type { NoticeKind } from '../notice.rules.ts';
import type { Letter } from './letter.ts';

/** A requirement of an account: its code, and what to do in English. */
interface ToDo {
  readonly code: RequirementCode;
  readonly message: string;
}

/** What a mail tells of one notice. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  readonly openedAt: Date;
  readonly isReminder: boolean;
  /** Of the account, in one line; empty: it is about the connection. */
  readonly account: string;
  /** What the account needs for this notice. */
  readonly requirements: readonly ToDo[];
  /** With CAMPAIGN_ENDING. */
  readonly campaignEndAt: Date | null;
  readonly url: string;
}

/** What all mails of an installation say. */
export interface Frame {
  readonly site: string;
  /** The console's page where recipients are changed. */
  readonly settingsUrl: string;
}

/** The words of one language. */
export type WriteWords = (notices: readonly NoticeFacts[], frame: Frame) => Letter;

/** For example `2026-12-01 09:30`, in the time zone of all accounts. */
export function timeOf(at: Date, timeZone: string): string {
  const parts = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat('sv-SE', parts).format(at);
}
