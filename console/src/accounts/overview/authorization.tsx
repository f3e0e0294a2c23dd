import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../language/language.tsx';
import type { Account } from '../account-context.tsx';
import { AuthorizePanel } from '../authorize/authorize-panel.tsx';
import type { Authorization } from '../authorize/use-authorization.ts';
import { impactMessages } from '../impact/impact.messages.ts';
import { ImpactDialog } from '../impact/impact-dialog.tsx';
import { overviewMessages } from './overview.messages.ts';

interface Props {
  readonly account: Account;
  readonly authorization: Authorization;
  /** Whether the person asked for it here. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** Authorizes the account, again, or as another WeChat account. */
export function AuthorizationPart({ account, authorization, isOpen, onOpen }: Props) {
  const words = useMessages(overviewMessages);
  const impactWords = useMessages(impactMessages);
  const [isReplacing, setReplacing] = useState(false);
  const { session } = authorization;
  const isConnected = account.appId !== null;
  const isNeeded = account.requirements.some(({ code }) => code === 'AUTHORIZATION_REQUIRED');
  const isLive = session?.status === 'PENDING' || session?.status === 'COMPLETED';
  return (
    <>
      {isOpen || isLive || (isNeeded && session !== null) ? (
        <AuthorizePanel
          authorization={authorization}
          focused={isOpen}
          onReplace={isConnected ? () => setReplacing(true) : undefined}
        />
      ) : (
        isConnected && (
          <Group gap="sm">
            {!isNeeded && (
              <Button variant="default" onClick={onOpen}>
                {words.authorizeAgain}
              </Button>
            )}
            <Button variant="subtle" onClick={() => setReplacing(true)}>
              {words.replaceAccount}
            </Button>
          </Group>
        )
      )}
      {isReplacing && (
        <ImpactDialog
          accountId={account.id}
          change="REPLACE_WECHAT_ACCOUNT"
          title={impactWords.replaceTitle}
          hint={impactWords.replaceHint}
          confirmLabel={impactWords.replaceConfirm}
          busy={authorization.busy}
          onConfirm={(impactToken) => {
            setReplacing(false);
            void authorization.renew(impactToken);
          }}
          onClose={() => setReplacing(false)}
        />
      )}
    </>
  );
}
