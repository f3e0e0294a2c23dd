import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { Facts } from '../ui/facts.tsx';
import { IconCircleCheck } from '../ui/icons.tsx';
import { Time } from '../ui/time.tsx';
import { followerMessages } from './follower.messages.ts';
import type { ReceiptFragment } from './generated/operations.ts';
import { CopyIcon } from './open-id.tsx';

export type ReceiptOf = ReceiptFragment;

interface Props {
  readonly title: string;
  readonly receipt: ReceiptOf;
  /** Saves the exported data. */
  readonly onDownload?: () => void;
}

/** Proves that somebody was erased, or that data was given out. */
export function Receipt({ title, receipt, onDownload }: Props) {
  const words = useMessages(followerMessages);
  const names: Readonly<Record<string, string>> = words.tables;
  const rows = Object.entries(receipt.rows).map(([table, count]) => `${names[table] ?? table}: ${count}`);
  return (
    <Alert color="teal" variant="light" icon={<IconCircleCheck />} title={title} role="status">
      <Stack gap="sm">
        <Facts
          facts={[
            [words.receiptAt, <Time key="at" at={receipt.at} />],
            [words.receiptCause, words.causes[receipt.cause]],
            [words.receiptRows, rows.join(', ') || '–'],
            [
              words.receiptId,
              <Group key="id" component="span" gap={4} wrap="nowrap">
                <span style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>{receipt.id}</span>
                <CopyIcon value={receipt.id} label={words.copyReceipt} />
              </Group>,
            ],
          ]}
        />
        <Text size="sm">{words.receiptHint}</Text>
        {onDownload && (
          <Group>
            <Button variant="light" size="xs" onClick={onDownload}>
              {words.download}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
