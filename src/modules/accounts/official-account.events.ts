import { EventType } from '../../kernel/events.ts';

export const ACCOUNT_EVENT_KINDS = ['ADDED', 'CHANGED', 'REMOVED', 'ACCESS_LOST'] as const;
export type AccountEventKind = (typeof ACCOUNT_EVENT_KINDS)[number];

/** An official account was added, or something that its readers see changed. `changedPaths` are fields of the schema's type. */
export const officialAccountChanged = new EventType<{
  accountId: string;
  kind: AccountEventKind;
  changedPaths: readonly string[];
}>('officialAccountChanged');
