import { DEFAULT_TIMEZONE } from '../../installations/installation.rules.ts';
import type { NoticeKind } from '../notice.rules.ts';
import type { LetterItem } from './letter.ts';
import { type NoticeFacts, timeOf, type WriteWords } from './notice-facts.ts';

const at = (time: Date): string => `${timeOf(time, DEFAULT_TIMEZONE)} (${DEFAULT_TIMEZONE})`;

const TITLES: Readonly<Record<NoticeKind, (account: string) => string>> = {
  ACCOUNT_ACTION_REQUIRED: (account) => `“${account}” cannot be used until somebody acts`,
  CAMPAIGN_ENDING: (account) => `The default campaign of “${account}” ends soon`,
  CONNECTION_LOST: () => 'The connection to the marketing platform is lost',
  CONNECTION_REFUSED: () => 'The marketing platform refuses all calls',
};

const CONNECTION_TODO =
  'Until then, no data of followers arrives in the marketing platform. Qiao delivers it afterwards.';
const TODO: Readonly<Record<NoticeKind, (notice: NoticeFacts) => readonly string[]>> = {
  ACCOUNT_ACTION_REQUIRED: ({ requirements }) => requirements.map(({ message }) => message),
  CAMPAIGN_ENDING: ({ campaignEndAt, requirements }) => [
    ...(campaignEndAt ? [`It ends at ${at(campaignEndAt)}. Then the account cannot be used.`] : []),
    ...requirements.map(({ message }) => message),
  ],
  CONNECTION_LOST: () => [
    'Open the configuration of Qiao in the marketing platform and connect again.',
    CONNECTION_TODO,
  ],
  CONNECTION_REFUSED: () => [
    "Check in the marketing platform that the user who connected Qiao is enabled, and that the addresses of Qiao's servers are allowed.",
    CONNECTION_TODO,
  ],
};

const itemOf = (notice: NoticeFacts): LetterItem => ({
  title: TITLES[notice.kind](notice.account),
  since: `${notice.isReminder ? 'Reminder. Open since' : 'Since'} ${at(notice.openedAt)}`,
  todo: TODO[notice.kind](notice),
  link: { label: notice.account === '' ? 'Open the connection' : 'Open the account', url: notice.url },
});

export const writeEnglish: WriteWords = (notices, { site, settingsUrl }) => {
  const items = notices.map(itemOf);
  const more = items.length - 1;
  const isReminder = notices.every((notice) => notice.isReminder);
  return {
    language: 'en',
    subject: `${isReminder ? 'Reminder: ' : ''}${items[0]?.title ?? ''}${more > 0 ? ` (and ${more} more)` : ''} – Qiao, ${site}`,
    opening: `Qiao at ${site} needs your attention:`,
    items,
    ending: `You get this because you take care of Qiao at ${site}. Administrators choose recipients and language here: ${settingsUrl}`,
  };
};
