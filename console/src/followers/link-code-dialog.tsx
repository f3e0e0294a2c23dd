import { Button, Center, CopyButton, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { BindingLinkCodeDocument, type LinkRowFragment } from './generated/operations.ts';
import { useLinkName } from './link-table.tsx';
import { linksMessages } from './links.messages.ts';
import { saveFile } from './save-file.ts';

const SIZE = 260;

interface Props {
  readonly link: LinkRowFragment;
  readonly onClose: () => void;
}

/** The QR code of a link, to scan, to save, or to copy its address. */
export function LinkCodeDialog({ link, onClose }: Props) {
  const words = useMessages(linksMessages);
  const ui = useMessages(uiMessages);
  const title = words.codeOf(useLinkName()(link));
  const [{ data, error }] = useQuery({ query: BindingLinkCodeDocument, variables: { id: link.id } });
  const svg = data?.node && 'qrCodeSvg' in data.node ? data.node.qrCodeSvg : undefined;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': ui.close }}>
      <Stack gap="md">
        <Center>
          {svg ? (
            <img
              src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
              alt={title}
              width={SIZE}
              height={SIZE}
              style={{ background: 'white', borderRadius: 8 }}
            />
          ) : (
            !error && <Skeleton w={SIZE} h={SIZE} aria-hidden />
          )}
        </Center>
        {error && <Failure error={error} />}
        <Text size="sm" ta="center">
          {link.kind === 'PERSONAL_QR_CODE' ? words.onlyWeChat : words.scanHint}
        </Text>
        <Text size="xs" ta="center" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {link.url}
        </Text>
        <Group justify="center">
          <CopyButton value={link.url}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.copiedAddress : words.copyAddress}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="default"
            disabled={!svg}
            onClick={() => svg && saveFile('qr-code.svg', 'image/svg+xml', svg)}
          >
            {words.saveCode}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
