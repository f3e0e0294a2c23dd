import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Confirmation } from '../ui/confirmation.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { Section } from '../ui/section.tsx';
import { followerMessages } from './follower.messages.ts';
import type { FullFollower } from './full-follower.ts';
import { EraseFollowerDocument, ExportFollowerDocument } from './generated/operations.ts';
import { Receipt, type ReceiptOf } from './receipt.tsx';
import { saveAsJson } from './save-file.ts';

interface Props {
  readonly follower: FullFollower;
  readonly onErased: (receipt: ReceiptOf) => void;
}

interface Exported {
  readonly receipt: ReceiptOf;
  readonly data: unknown;
}

/** What a person may ask for: their data, and to be forgotten. */
export function EraseFollower({ follower: { id }, onErased }: Props) {
  const words = useMessages(followerMessages);
  const [isAsking, asking] = useDisclosure();
  const [exported, setExported] = useState<Exported | null>(null);
  const erase = useAction(EraseFollowerDocument, ({ eraseFollower }) => eraseFollower);
  const giveOut = useAction(ExportFollowerDocument, ({ exportFollower }) => exportFollower);
  const save = ({ receipt, data }: Exported) => saveAsJson(`follower-${receipt.at.slice(0, 10)}.json`, data);
  const exportNow = async () => {
    const result = await giveOut.run({ followerId: id });
    if (!result?.privacyReceipt || !result.export) return;
    const done = { receipt: result.privacyReceipt, data: result.export.data };
    setExported(done);
    save(done);
  };
  const eraseNow = async () => {
    const result = await erase.run({ followerId: id });
    if (result?.privacyReceipt) onErased(result.privacyReceipt);
  };
  return (
    <Section title={words.actions} hint={words.exportHint}>
      <Group gap="sm">
        <Button variant="default" onClick={exportNow} loading={giveOut.isRunning}>
          {words.export}
        </Button>
        <Button variant="light" color="red" onClick={asking.open}>
          {words.erase}
        </Button>
      </Group>
      <Outcome action={giveOut} />
      {exported && (
        <Receipt title={words.exported} receipt={exported.receipt} onDownload={() => save(exported)} />
      )}
      <Confirmation
        opened={isAsking}
        title={words.eraseTitle}
        confirm={words.eraseNow}
        color="red"
        action={erase}
        onClose={asking.close}
        onConfirm={eraseNow}
      >
        {words.eraseHint}
      </Confirmation>
    </Section>
  );
}
