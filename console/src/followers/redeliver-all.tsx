import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { IconRefresh } from '../ui/icons.tsx';
import { deliveriesMessages } from './deliveries.messages.ts';
import { FailedDeliveriesDocument } from './generated/operations.ts';

interface Props {
  readonly account: string;
  /** The list as it shows; when it was read again, the failed ones are counted again. */
  readonly shown: unknown;
  readonly isRunning: boolean;
  readonly onRedeliver: () => void;
}

/** Nothing, if nothing has failed. */
export function RedeliverAll({ account, shown, isRunning, onRedeliver }: Props) {
  const words = useMessages(deliveriesMessages);
  const formats = useFormats();
  const [{ data }, count] = useQuery({
    query: FailedDeliveriesDocument,
    variables: { account },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (shown) count({ requestPolicy: 'network-only' });
  }, [shown, count]);
  const failed = data?.officialAccount?.deliveries.totalCount ?? 0;
  if (failed === 0) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} />}
      onClick={onRedeliver}
      loading={isRunning}
    >
      {words.allAgain(failed, formats.number(failed))}
    </Button>
  );
}
