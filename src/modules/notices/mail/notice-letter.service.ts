import type { RequestContext } from '../../../kernel/context.ts';
import { displayNameOf } from '../../accounts/account/official-account.rules.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { requirementsOf } from '../../accounts/requirements/requirement.rules.ts';
import { accountUrl, connectionUrl } from '../../installations/console-pages.rules.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import type { NoticeLanguage } from '../settings/notice-settings.rules.ts';
import { writeChinese } from '../words/chinese.ts';
import { writeEnglish } from '../words/english.ts';
import { asOneLine } from '../words/foreign-text.rules.ts';
import { type Written, writeLetter } from '../words/letter.ts';
import type { NoticeFacts, WriteWords } from '../words/notice-facts.ts';
import type { ClaimedNotice } from './notice-mail.repository.ts';

const WRITERS: Readonly<Record<NoticeLanguage, WriteWords>> = { EN: writeEnglish, ZH: writeChinese };

type AccountRow = NonNullable<Awaited<ReturnType<OfficialAccountService['byId']>>>;

/** Writes what a mail says. It contains names of accounts and campaigns' ends, and nothing about followers. */
export class NoticeLetterService {
  constructor(
    private readonly publicUrl: string,
    private readonly installations: InstallationService,
    private readonly accounts: OfficialAccountService,
  ) {}

  async write(
    ctx: RequestContext,
    notices: readonly ClaimedNotice[],
    language: NoticeLanguage,
  ): Promise<Written> {
    const { site } = await this.installations.current(ctx);
    const ids = [...new Set(notices.flatMap(({ accountId }) => accountId ?? []))];
    const accounts = await this.accounts.byIds(ctx, ids, ['DETAILS', 'REQUIREMENTS']);
    const byId = new Map(accounts.flatMap((account) => (account ? [[account.id, account] as const] : [])));
    const facts = notices.map((notice) => this.factsOf(notice, byId.get(notice.accountId ?? '') ?? null));
    return writeLetter(WRITERS[language](facts, { site, settingsUrl: connectionUrl(this.publicUrl) }));
  }

  private factsOf({ kind, openedAt, mails }: ClaimedNotice, account: AccountRow | null): NoticeFacts {
    const needed = account ? neededFor(kind, account) : [];
    return {
      ...{ kind, openedAt, isReminder: mails > 0, requirements: needed },
      account: account ? asOneLine(displayNameOf(account)) : '',
      campaignEndAt: account?.defaultCampaignEndAt ?? null,
      url: account ? accountUrl(this.publicUrl, account.id) : connectionUrl(this.publicUrl),
    };
  }
}

const neededFor = (kind: ClaimedNotice['kind'], account: AccountRow) =>
  requirementsOf({ ...account, authorized: account.credentialAppId !== null }, account.readAt).filter(
    ({ code, severity }) =>
      kind === 'CAMPAIGN_ENDING' ? code === 'DEFAULT_CAMPAIGN_ENDING' : severity === 'BLOCKING',
  );
