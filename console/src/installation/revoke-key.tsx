import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Confirmation } from '../ui/confirmation.tsx';
import { apiKeyMessages } from './api-keys.messages.ts';
import { type ApiKeyRowFragment, RevokeApiKeyDocument } from './generated/operations.ts';

interface Props {
  /** Null: nothing is asked. */
  readonly apiKey: ApiKeyRowFragment | null;
  readonly onClose: () => void;
  readonly onRevoked: (name: string) => void;
}

/** Asks before a key is revoked. */
export function RevokeKey({ apiKey, onClose, onRevoked }: Props) {
  const words = useMessages(apiKeyMessages);
  const revoke = useAction(RevokeApiKeyDocument, ({ revokeApiKey }) => revokeApiKey);
  const confirm = async () => {
    if (apiKey && (await revoke.run({ apiKeyId: apiKey.id }))) onRevoked(apiKey.name);
  };
  return (
    <Confirmation
      opened={apiKey !== null}
      title={apiKey ? words.revokeTitle(apiKey.name) : ''}
      confirm={words.revoke}
      color="red"
      action={revoke}
      onClose={() => {
        revoke.reset();
        onClose();
      }}
      onConfirm={() => void confirm()}
    >
      {words.revokeHint}
    </Confirmation>
  );
}
