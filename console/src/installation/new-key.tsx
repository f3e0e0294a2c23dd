import { Alert, Button, Code, CopyButton, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { IconCheck, IconCopy } from '../ui/icons.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { apiKeyMessages } from './api-keys.messages.ts';
import { CreateKeyForm } from './create-key-form.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

/** Creates a key, then shows its secret, which only the button closes: a click beside it would lose the key. */
export function NewKey({ opened, onClose, onCreated }: Props) {
  const words = useMessages(apiKeyMessages);
  const { close } = useMessages(uiMessages);
  const [secret, setSecret] = useState<string | null>(null);
  const leave = () => {
    setSecret(null);
    onClose();
  };
  const isLocked = secret !== null;
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={isLocked ? words.secretTitle : words.create}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={!isLocked}
      withCloseButton={!isLocked}
      closeButtonProps={{ 'aria-label': close }}
    >
      {secret === null ? (
        <CreateKeyForm
          onCancel={leave}
          onCreated={(created) => {
            setSecret(created);
            onCreated();
          }}
        />
      ) : (
        <Secret secret={secret} onDone={leave} />
      )}
    </Modal>
  );
}

function Secret({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  const words = useMessages(apiKeyMessages);
  const { copy, copied } = useMessages(uiMessages);
  return (
    <Stack>
      <Alert color="yellow" variant="light" role="status">
        {words.secretHint}
      </Alert>
      {/* One click selects it all: a page in a frame may not be allowed to copy. */}
      <Code
        block
        aria-label={words.secret}
        style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', userSelect: 'all' }}
      >
        {secret}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied: isCopied, copy: write }) => (
            <Button
              onClick={write}
              leftSection={
                isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
              }
              data-autofocus
            >
              <span role="status">{isCopied ? copied : copy}</span>
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          {words.done}
        </Button>
      </Group>
    </Stack>
  );
}
