import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useMessages } from '../language/language.tsx';
import { uiMessages } from './ui.messages.ts';

/** Asks before the person leaves a form with something that they have not saved. */
export function Unsaved({ when }: { readonly when: boolean }) {
  const words = useMessages(uiMessages);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={words.unsavedTitle}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <Stack gap="md">
        <Text size="sm">{words.unsavedHint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {words.leave}
          </Button>
          <Button onClick={() => reset?.()}>{words.stay}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
