import { Box, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { SenderDocument } from './generated/operations.ts';
import { SenderForm } from './sender-form.tsx';
import { SenderState } from './sender-state.tsx';
import { senderMessages } from './senders.messages.ts';

/** A step of a campaign, as the marketing platform opens it in a small window. */
export function SenderPage() {
  const words = useMessages(senderMessages);
  const { senderId = '' } = useParams({ strict: false });
  return (
    <Box maw={600}>
      <Page title={words.title}>
        <Sender id={senderId} />
      </Page>
    </Box>
  );
}

function Sender({ id }: { readonly id: string }) {
  const words = useMessages(senderMessages);
  const [{ data, error }, again] = useQuery({ query: SenderDocument, variables: { id } });
  if (error && !data)
    return <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <PageLoader />;
  const sender = data.node?.__typename === 'MessageSender' ? data.node : null;
  if (!sender) return <Empty title={words.goneTitle}>{words.gone}</Empty>;
  return (
    <Stack>
      <SenderState sender={sender} />
      {sender.status === 'DELETED' ? (
        <Text>{words.deleted}</Text>
      ) : (
        <SenderForm key={sender.id} sender={sender} />
      )}
    </Stack>
  );
}
