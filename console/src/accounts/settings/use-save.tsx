import { type ReactNode, useState } from 'react';
import { useMessages } from '../../language/language.tsx';
import type { Account } from '../account-context.tsx';
import { ImpactDialog } from '../impact/impact-dialog.tsx';
import { settingsMessages } from './settings.messages.ts';
import type { SectionName } from './settings-values.ts';
import type { Settings } from './use-settings.ts';

interface Save {
  readonly save: (sections: readonly SectionName[]) => void;
  /** Asks before a change that breaks message senders. */
  readonly dialog: ReactNode;
}

/** Saves; where another field for the OpenID breaks message senders, only after the person has seen which. */
export function useSave(settings: Settings, onSaved: (account: Account) => void = () => {}): Save {
  const words = useMessages(settingsMessages);
  const [asking, setAsking] = useState<readonly SectionName[] | null>(null);
  const run = async (sections: readonly SectionName[], impactToken?: string) => {
    const saved = await settings.save(sections, impactToken);
    if (saved.account) onSaved(saved.account);
    return saved;
  };
  return {
    save(sections) {
      if (settings.changesOpenId && sections.includes('FIELDS')) setAsking(sections);
      else void run(sections);
    },
    dialog: asking && (
      <ImpactDialog
        accountId={settings.base.id}
        change="CHANGE_OPEN_ID_FIELD"
        title={words.changeOpenId}
        hint={words.changeOpenIdHint}
        confirmLabel={words.changeOpenIdConfirm}
        skipIfEmpty
        busy={settings.saving}
        isChanged={settings.isImpactChanged}
        onConfirm={async (token) => {
          const { isImpactChanged } = await run(asking, token);
          // Other refusals stand at their fields, behind the dialog.
          if (!isImpactChanged) setAsking(null);
        }}
        onClose={() => setAsking(null)}
      />
    ),
  };
}
