import { Anchor, Box, Button, CopyButton, Group, Loader, Stack, Text } from '@mantine/core';
import { useMessages } from '../../language/language.tsx';
import { IconCheck, IconCopy, IconExternalLink } from '../../ui/icons.tsx';
import type { SessionFragment } from '../generated/operations.ts';
import { authorizeMessages } from './authorize.messages.ts';
import { Countdown, useSecondsLeft } from './countdown.tsx';
import { Outcome } from './outcome.tsx';
import type { Authorization } from './use-authorization.ts';

const QR_SIZE = 208;

/** A session that waits: for the administrator, then for WeChat. Its place keeps its height. */
export function Pending({
  session,
  authorization,
}: {
  readonly session: SessionFragment;
  readonly authorization: Authorization;
}) {
  const words = useMessages(authorizeMessages);
  const seconds = useSecondsLeft(session.expiresAt);
  const isConfirmed = session.step !== 'CREATED' && session.step !== 'OPENED';
  if (!isConfirmed && seconds === 0) return <Outcome status="EXPIRED" authorization={authorization} />;
  return (
    <Group align="flex-start" gap="xl" mih={QR_SIZE + 32}>
      <Box
        p="md"
        bg="white"
        style={{ borderRadius: 8, border: '1px solid var(--mantine-color-default-border)' }}
      >
        <img
          src={`data:image/svg+xml,${encodeURIComponent(session.qrCodeSvg)}`}
          alt={words.qrAlt}
          width={QR_SIZE}
          height={QR_SIZE}
          style={{ display: 'block', opacity: isConfirmed ? 0.15 : 1 }}
        />
      </Box>
      <Stack gap="sm" flex={1} miw={260} maw={480}>
        <Group gap="xs" wrap="nowrap" role="status">
          <Loader size="xs" aria-hidden />
          <Text fw={600}>{words.step[session.step]}</Text>
        </Group>
        {!isConfirmed && <Ways session={session} authorization={authorization} seconds={seconds} />}
      </Stack>
    </Group>
  );
}

function Ways({
  session,
  authorization,
  seconds,
}: {
  readonly session: SessionFragment;
  readonly authorization: Authorization;
  readonly seconds: number;
}) {
  const words = useMessages(authorizeMessages);
  const { busy, renew, cancel } = authorization;
  return (
    <>
      <Text size="sm">{words.intro}</Text>
      <Anchor href={session.launchUrl} target="_blank" rel="noopener" size="sm" w="fit-content">
        <Group gap={4} wrap="nowrap">
          {words.openPage}
          <IconExternalLink size={16} aria-hidden />
        </Group>
      </Anchor>
      <Text size="sm">{words.orSend}</Text>
      <CopyButton value={session.mobileUrl} timeout={3000}>
        {({ copied, copy }) => (
          <>
            <Button
              variant="light"
              size="xs"
              onClick={copy}
              w="fit-content"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {copied ? words.copied : words.copyLink}
            </Button>
            <span className="visually-hidden" role="status">
              {copied ? words.copied : ''}
            </span>
          </>
        )}
      </CopyButton>
      <Group gap="sm" mt="xs">
        <Countdown label={words.left} seconds={seconds} />
        <Button variant="subtle" size="compact-sm" onClick={() => renew()} disabled={busy}>
          {words.newCode}
        </Button>
        <Button variant="subtle" size="compact-sm" color="gray" onClick={cancel} disabled={busy}>
          {words.cancel}
        </Button>
      </Group>
    </>
  );
}
