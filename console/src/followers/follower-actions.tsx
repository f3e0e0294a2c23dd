import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Confirmation } from '../ui/confirmation.tsx';
import { followerMessages } from './follower.messages.ts';
import type { FullFollower } from './full-follower.ts';
import { UnlinkFollowerDocument } from './generated/operations.ts';
import { LinkDialog } from './link-dialog.tsx';

interface Props {
  readonly follower: FullFollower;
  readonly onChange: () => void;
}

/** Links the follower to a contact, and unlinks them. */
export function FollowerActions({ follower, onChange }: Props) {
  const words = useMessages(followerMessages);
  const [isLinking, linking] = useDisclosure();
  const [isUnlinking, unlinking] = useDisclosure();
  const unlink = useAction(UnlinkFollowerDocument, ({ unlinkFollower }) => unlinkFollower);
  const isBound = follower.binding.state === 'BOUND';
  return (
    <Group gap="sm">
      <Button variant={isBound ? 'default' : 'filled'} onClick={linking.open}>
        {isBound ? words.linkAgain : words.link}
      </Button>
      {isBound && (
        <Button variant="default" onClick={unlinking.open}>
          {words.unlink}
        </Button>
      )}
      {isLinking && <LinkDialog followerId={follower.id} onClose={linking.close} onLinked={onChange} />}
      <Confirmation
        opened={isUnlinking}
        title={words.unlinkTitle}
        confirm={words.unlink}
        action={unlink}
        onClose={unlinking.close}
        onConfirm={async () => {
          if (!(await unlink.run({ followerId: follower.id }))) return;
          unlinking.close();
          onChange();
        }}
      >
        {words.unlinkHint}
      </Confirmation>
    </Group>
  );
}
