import type { Sample } from './sample.ts';

/** A page of the console, with the data that it needs. */
export interface ConsolePage {
  readonly name: string;
  readonly path: (sample: Sample) => string;
}

const page = (name: string, path: ConsolePage['path']): ConsolePage => ({ name, path });
const ofAccount = (name: string, rest: string): ConsolePage =>
  page(name, ({ accountId }) => `accounts/${accountId}${rest}`);

/** Every page: all are tested with axe, and `npm run screenshots` shows them. */
export const PAGES: readonly ConsolePage[] = [
  page('accounts', () => ''),
  page('account-new', () => 'accounts/new'),
  ofAccount('account', ''),
  page('account-draft', ({ draftId }) => `accounts/${draftId}`),
  ofAccount('account-settings', '/settings'),
  ofAccount('account-followers', '/followers'),
  page('account-follower', ({ accountId, followerId }) => `accounts/${accountId}/followers/${followerId}`),
  ofAccount('account-activity', '/activity'),
  ofAccount('account-deliveries', '/deliveries'),
  ofAccount('account-binding', '/binding'),
  page('sender-configured', ({ senderId }) => `message-senders/${senderId}`),
  page('sender-open', ({ openSenderId }) => `message-senders/${openSenderId}`),
  page('api-keys', () => 'api-keys'),
  page('audit', () => 'audit'),
  page('connection', () => 'connection'),
  page('tour', () => 'tour'),
];
