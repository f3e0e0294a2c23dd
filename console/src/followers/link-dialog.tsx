import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { ContactInput, type ContactReference, toReference } from './contact-input.tsx';
import { followerMessages } from './follower.messages.ts';
import { LinkFollowerDocument } from './generated/operations.ts';

interface Props {
  readonly followerId: string;
  readonly onClose: () => void;
  readonly onLinked: () => void;
}

export function LinkDialog({ followerId, onClose, onLinked }: Props) {
  const words = useMessages(followerMessages);
  const ui = useMessages(uiMessages);
  const [contact, setContact] = useState<ContactReference>({ by: 'emailAddress', text: '' });
  const link = useAction(
    LinkFollowerDocument,
    ({ linkFollower }) => linkFollower,
    ['contact'],
    words.linkRefusals,
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await link.run({ followerId, contact: toReference(contact) }))) return;
    onClose();
    onLinked();
  };
  return (
    <Modal opened onClose={onClose} title={words.linkTitle} closeButtonProps={{ 'aria-label': ui.close }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{words.linkHint}</Text>
          <ContactInput value={contact} onChange={setContact} error={link.refusals.of('contact')} focused />
          <Outcome action={link} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {ui.cancel}
            </Button>
            <Button type="submit" loading={link.isRunning} disabled={contact.text.trim() === ''}>
              {words.link}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
