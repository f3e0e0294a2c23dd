import type { FollowerSettingsView } from '../../followers/settings/follower-settings.rules.ts';
import type { ContactValues, ContactWrite } from '../../marketing/connection/marketing-platform.port.ts';
import type { DueFollower, SendingAccount } from './claim.repository.ts';

type Settings = Pick<FollowerSettingsView, 'subscribedValue' | 'unsubscribedValue' | 'clearIdsAfterUnfollow'>;

/**
 * What the contact of a follower, or of somebody who has left, is to show. What is not known is not written; a contact that is
 * nobody's any more shows nothing.
 */
export function contactWriteOf(
  { contactId, openId, unionId, subscribed, lastActivityAt, clears }: DueFollower,
  fields: SendingAccount,
  settings: Settings,
): ContactWrite {
  const { openIdField, unionIdField, subscriptionStatusField, lastActivityField } = fields;
  const mapped = [openIdField, unionIdField, subscriptionStatusField, lastActivityField].filter(
    (id) => id !== null,
  );
  if (clears) return { contact: contactId, values: Object.fromEntries(mapped.map((id) => [id, null])) };
  const values: Record<string, string | Date | null> = {};
  const isCleared = !subscribed && settings.clearIdsAfterUnfollow;
  if (fields.openIdField && (isCleared || openId !== null))
    values[fields.openIdField] = isCleared ? null : openId;
  if (fields.unionIdField && (isCleared || unionId !== null))
    values[fields.unionIdField] = isCleared ? null : unionId;
  if (fields.subscriptionStatusField)
    values[fields.subscriptionStatusField] = subscribed
      ? settings.subscribedValue
      : settings.unsubscribedValue;
  if (fields.lastActivityField && lastActivityAt) values[fields.lastActivityField] = lastActivityAt;
  return { contact: contactId, values };
}

const fieldsOf = (values: ContactValues): string => Object.keys(values).sort().join();

/** Those that write the same fields as the first: the records of an import all do. */
export const alike = <T extends { readonly write: ContactWrite }>(writes: readonly T[]): T[] => {
  const [first] = writes;
  return first ? writes.filter(({ write }) => fieldsOf(write.values) === fieldsOf(first.write.values)) : [];
};
