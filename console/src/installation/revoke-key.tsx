import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusalsOf } from '../api/refusals.ts';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { RefusalList } from '../ui/refusal-list.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
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
  const { cancel, close } = useMessages(uiMessages);
  const { language } = useLanguage();
  const [{ fetching, error }, revoke] = useMutation(RevokeApiKeyDocument);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const confirm = async () => {
    if (!apiKey) return;
    const { data } = await revoke({ input: { apiKeyId: apiKey.id } });
    if (!data) return;
    const { userErrors } = data.revokeApiKey;
    setRefusals(refusalsOf(userErrors, [], language).others);
    if (userErrors.length === 0) onRevoked(apiKey.name);
  };
  return (
    <Modal
      opened={apiKey !== null}
      onClose={onClose}
      title={apiKey && words.revokeTitle(apiKey.name)}
      closeButtonProps={{ 'aria-label': close }}
    >
      <Stack>
        <Text>{words.revokeHint}</Text>
        <RefusalList refusals={refusals} />
        {error && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancel}
          </Button>
          <Button color="red" loading={fetching} onClick={() => void confirm()}>
            {words.revoke}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
