import { useMessages } from '../language/language.tsx';
import { Facts } from '../ui/facts.tsx';
import type { FollowerSettingsFormFragment } from './generated/operations.ts';
import { settingsMessages } from './settings.messages.ts';

/** The settings for those who may not change them. */
export function SettingsFacts({ settings }: { readonly settings: FollowerSettingsFormFragment }) {
  const words = useMessages(settingsMessages);
  const { unbound, createdContactDomain, afterUnfollow, retentionBasis } = settings;
  const yesOrNo = (value: boolean) => (value ? words.yes : words.no);
  return (
    <Facts
      facts={[
        [words.unbound, words[unbound]],
        ...(createdContactDomain ? [[words.domain, createdContactDomain] as const] : []),
        [words.afterUnfollow, words[afterUnfollow]],
        ...(retentionBasis ? [[words.basis, retentionBasis] as const] : []),
        [words.values, `${settings.subscribedValue} / ${settings.unsubscribedValue}`],
        [words.clearIds, yesOrNo(settings.clearIdsAfterUnfollow)],
        [words.location, yesOrNo(settings.location)],
      ]}
    />
  );
}
