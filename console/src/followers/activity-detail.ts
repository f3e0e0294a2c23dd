import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { activityMessages } from './activity.messages.ts';
import type { ActivityRowFragment } from './generated/operations.ts';

type Described = Pick<ActivityRowFragment, 'kind' | 'detail' | 'source'>;

/** What is known of an activity besides its kind, in words; null: nothing. */
export function useActivityDetail(): (activity: Described) => string | null {
  const { detail: words } = useMessages(activityMessages);
  const formats = useFormats();
  return ({ kind, detail, source }) => {
    const text = (name: string) => (detail[name] == null ? null : String(detail[name]));
    const count = (name: string) => formats.number(Number(detail[name] ?? 0));
    switch (kind) {
      case 'FOLLOW':
      case 'SCAN':
        return text('sceneKey') === null ? null : words.scene(text('sceneKey') ?? '');
      case 'MENU_CLICK':
        return text('key');
      case 'MENU_VIEW':
        return text('url');
      case 'MESSAGE':
        return text('type') === 'text' ? words.text(count('length')) : words.messageType(text('type') ?? '–');
      case 'LOCATION':
        return words.place(text('latitude') ?? '–', text('longitude') ?? '–');
      case 'TEMPLATE_RESULT':
        return text('status');
      case 'MASS_RESULT':
        return words.mass(count('sentCount'), count('totalCount'));
      case 'UNFOLLOW':
        if (detail.event === 'user_authorization_revoke') return words.consent;
        if (detail.event === 'user_authorization_cancellation') return words.closed;
        return source === 'SYNCHRONIZATION' ? words.silent : null;
    }
  };
}
