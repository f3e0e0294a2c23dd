import { ActionIcon, Group, Table, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Confirmation } from '../ui/confirmation.tsx';
import { IconQrcode, IconTrash } from '../ui/icons.tsx';
import { Time } from '../ui/time.tsx';
import { ContactName } from './contact-name.tsx';
import { DeleteBindingLinkDocument, type LinkRowFragment } from './generated/operations.ts';
import { linksMessages } from './links.messages.ts';
import { CopyIcon } from './open-id.tsx';

interface Props {
  readonly links: readonly LinkRowFragment[];
  /** Shows the code of a link. */
  readonly onShow: (link: LinkRowFragment) => void;
  /** Absent for those who may not delete links. */
  readonly onDeleted?: () => void;
}

export function LinkTable({ links, onShow, onDeleted }: Props) {
  const words = useMessages(linksMessages);
  const [leaving, setLeaving] = useState<LinkRowFragment | null>(null);
  const remove = useAction(DeleteBindingLinkDocument, ({ deleteBindingLink }) => deleteBindingLink);
  const nameOf = useLinkName();
  const close = () => {
    setLeaving(null);
    remove.reset();
  };
  return (
    <>
      <Table.ScrollContainer minWidth={760}>
        <Table verticalSpacing="xs" fz="sm" aria-label={words.title}>
          <Table.Thead>
            <Table.Tr>
              {[words.name, words.for, words.used, words.expires].map((name) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ))}
              <Table.Th scope="col">
                <span className="visually-hidden">{words.actions}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {links.map((link) => (
              <Row key={link.id} link={link} onShow={onShow} {...(onDeleted && { onDelete: setLeaving })} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Confirmation
        opened={leaving !== null}
        title={words.removeTitle(leaving ? nameOf(leaving) : '')}
        confirm={words.remove}
        color="red"
        action={remove}
        onClose={close}
        onConfirm={async () => {
          if (!leaving || !(await remove.run({ bindingLinkId: leaving.id }))) return;
          close();
          onDeleted?.();
        }}
      >
        {words.removeHint}
      </Confirmation>
    </>
  );
}

interface RowProps extends Pick<Props, 'onShow'> {
  readonly link: LinkRowFragment;
  readonly onDelete?: (link: LinkRowFragment) => void;
}

function Row({ link, onShow, onDelete }: RowProps) {
  const words = useMessages(linksMessages);
  const formats = useFormats();
  const name = useLinkName()(link);
  const { kind, label, contact, campaign, usedCount, usedAt, expiresAt, url } = link;
  const isExpired = expiresAt !== null && Date.parse(expiresAt) < Date.now();
  return (
    <Table.Tr>
      <Table.Td maw={300} style={{ overflowWrap: 'anywhere' }}>
        {name}
        <Text size="xs" c="dimmed">
          {[label && words.kinds[kind], campaign?.name].filter(Boolean).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td>{contact ? <ContactName contact={contact} /> : words.everybody}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {usedCount > 0 ? words.usedTimes(formats.number(usedCount)) : words.never}
        {usedAt && (
          <Text size="xs" c="dimmed">
            <Time at={usedAt} relative />
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {isExpired && words.expired}
        {!isExpired && (expiresAt ? <Time at={expiresAt} /> : words.noEnd)}
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <Tooltip label={words.showCode}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${words.showCode}: ${name}`}
              onClick={() => onShow(link)}
            >
              <IconQrcode size={18} />
            </ActionIcon>
          </Tooltip>
          {kind === 'REGISTRATION_PAGE' && <CopyIcon value={url} label={words.copyAddress} />}
          {onDelete && (
            <Tooltip label={words.remove}>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={`${words.remove}: ${name}`}
                onClick={() => onDelete(link)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** What people call a link; its kind if they gave it no label. */
export function useLinkName(): (link: Pick<LinkRowFragment, 'label' | 'kind'>) => string {
  const { kinds } = useMessages(linksMessages);
  return ({ label, kind }) => label ?? kinds[kind];
}
