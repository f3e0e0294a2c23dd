import { Alert, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useMessages } from '../../language/language.tsx';
import { Failure } from '../../ui/failure.tsx';
import { uiMessages } from '../../ui/ui.messages.ts';
import { type AccountChange, ImpactDocument } from '../generated/operations.ts';
import { impactMessages } from './impact.messages.ts';
import { ImpactTable } from './impact-table.tsx';

interface Props {
  readonly accountId: string;
  readonly change: AccountChange;
  readonly title: string;
  readonly hint: string;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** Where nothing breaks there is nothing to ask: the change is confirmed at once. */
  readonly skipIfEmpty?: boolean;
  readonly busy?: boolean;
  /** The server refused, because the impact is no longer the one that is shown. */
  readonly isChanged?: boolean;
  readonly onConfirm: (impactToken: string) => void;
  readonly onClose: () => void;
  /** More to decide, below the table. */
  readonly children?: ReactNode;
}

/** Shows what a change would break, and asks whether to do it. */
export function ImpactDialog(props: Props) {
  const { accountId, change, title, hint, confirmLabel, isDangerous = false, skipIfEmpty = false } = props;
  const { busy = false, isChanged = false, onConfirm, onClose, children } = props;
  const words = useMessages(impactMessages);
  const common = useMessages(uiMessages);
  const [{ data, error, fetching, stale }, read] = useQuery({
    query: ImpactDocument,
    variables: { accountId, change },
    requestPolicy: 'network-only',
  });
  const again = useRef(() => read({ requestPolicy: 'network-only' }));
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isChanged) return;
    again.current();
    // The button that was pressed waits, and has lost the focus.
    cancel.current?.focus();
  }, [isChanged]);
  const impact = fetching || stale ? undefined : data?.changeImpact;
  const isSkipped = skipIfEmpty && !isChanged && (!impact || impact.messageSenders.totalCount === 0);
  const confirmed = useRef(false);
  useEffect(() => {
    if (!isSkipped || !impact || confirmed.current) return;
    confirmed.current = true;
    onConfirm(impact.impactToken);
  }, [impact, isSkipped, onConfirm]);
  return (
    <Modal
      opened={!isSkipped || error !== undefined}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <Text size="sm">{hint}</Text>
        {error && <Failure error={error} onRetry={again.current} />}
        {isChanged && (
          <Alert color="yellow" role="alert">
            {words.changed}
          </Alert>
        )}
        {impact ? (
          <ImpactTable impact={impact} />
        ) : (
          !error && <Loader size="sm" aria-label={common.loading} />
        )}
        {children}
        <Group justify="flex-end">
          <Button ref={cancel} variant="default" onClick={onClose} data-autofocus>
            {words.cancel}
          </Button>
          <Button
            {...(isDangerous && { color: 'red' })}
            disabled={!impact}
            loading={busy}
            onClick={() => impact && onConfirm(impact.impactToken)}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
