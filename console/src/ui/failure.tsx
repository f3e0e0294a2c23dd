import { Alert, Button, Stack, Text } from '@mantine/core';
import type { CombinedError } from 'urql';
import { useMessages } from '../language/language.tsx';
import { IconAlertTriangle } from '../ui/icons.tsx';
import { uiMessages } from './ui.messages.ts';

interface Props {
  readonly error: CombinedError;
  readonly onRetry?: () => void;
}

/** Says in words why something could not be read or done. */
export function Failure({ error, onRetry }: Props) {
  const words = useMessages(uiMessages);
  const describe = useDescription();
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
      <Stack align="flex-start" gap="xs">
        <Text>{describe(error)}</Text>
        {onRetry && (
          <Button variant="light" color="red" size="xs" onClick={onRetry}>
            {words.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** The words for an error of an operation. Codes are those of the API's description. */
export function useDescription(): (error: CombinedError) => string {
  const words = useMessages(uiMessages);
  return ({ networkError, graphQLErrors: [first] }) => {
    const { code, requestId } = first?.extensions ?? {};
    if (code === 'FORBIDDEN') return words.forbidden;
    if (code === 'NOT_FOUND') return words.notFound;
    if (code === 'INSTALLATION_UNAVAILABLE') return words.installationUnavailable;
    if (code === 'THROTTLED') return words.throttled;
    if (code === 'SERVICE_UNAVAILABLE' || code === 'DEADLINE_EXCEEDED') return words.unavailable;
    if (networkError && !first) return words.offline;
    return words.fault(String(requestId ?? '–'));
  };
}
