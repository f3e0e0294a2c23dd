import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Action } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Outcome } from './outcome.tsx';
import { uiMessages } from './ui.messages.ts';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  /** What happens, in sentences. */
  readonly children: ReactNode;
  /** The word on the button. */
  readonly confirm: string;
  readonly color?: string;
  readonly action: Pick<Action<never, never>, 'isRunning' | 'refusals' | 'error'>;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be undone easily. */
export function Confirmation({ opened, title, children, confirm, color, action, onClose, onConfirm }: Props) {
  const words = useMessages(uiMessages);
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }}>
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        <Outcome action={action} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.cancel}
          </Button>
          <Button {...(color && { color })} onClick={onConfirm} loading={action.isRunning}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
