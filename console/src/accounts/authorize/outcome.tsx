import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { IconAlertTriangle, IconCircleCheck, IconClock } from '../../ui/icons.tsx';
import type { AuthorizationStatus, SessionFragment } from '../generated/operations.ts';
import { authorizeMessages, FAILURES_IN_CHINESE } from './authorize.messages.ts';
import type { Authorization } from './use-authorization.ts';

interface Props {
  readonly status: Exclude<AuthorizationStatus, 'PENDING'>;
  readonly failure?: SessionFragment['failure'];
  readonly authorization: Authorization;
  /** Offered when another WeChat account was scanned. */
  readonly onReplace?: (() => void) | undefined;
}

/** How a session ended, and what to do next. */
export function Outcome({ status, failure, authorization, onReplace }: Props) {
  const words = useMessages(authorizeMessages);
  const { language } = useLanguage();
  if (status === 'COMPLETED')
    return (
      <Alert color="teal" icon={<IconCircleCheck />} title={words.step.DONE} role="status">
        {words.doneHint}
      </Alert>
    );
  if (status === 'FAILED' && failure)
    return (
      <Alert color="red" icon={<IconAlertTriangle />} title={words.failed} role="alert">
        <Stack gap="sm" align="flex-start">
          {language === 'zh' ? (
            <Text size="sm">{FAILURES_IN_CHINESE[failure.code]}</Text>
          ) : (
            <Text size="sm">
              {failure.message} <strong>{failure.nextStep}</strong>
            </Text>
          )}
          <Group gap="sm">
            <Again label={words.tryAgain} authorization={authorization} isQuiet={!failure.retryable} />
            {failure.code === 'DIFFERENT_ACCOUNT' && onReplace && (
              <Button variant="default" size="xs" onClick={onReplace}>
                {words.replace}
              </Button>
            )}
          </Group>
        </Stack>
      </Alert>
    );
  const isExpired = status === 'EXPIRED';
  return (
    <Alert
      color="gray"
      icon={<IconClock />}
      title={isExpired ? words.expired : words.cancelled}
      role="status"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{isExpired ? words.expiredHint : words.cancelledHint}</Text>
        <Again label={words.newCode} authorization={authorization} />
      </Stack>
    </Alert>
  );
}

interface AgainProps {
  readonly label: string;
  readonly authorization: Authorization;
  /** Something else has to be done before. */
  readonly isQuiet?: boolean;
}

function Again({ label, authorization, isQuiet = false }: AgainProps) {
  return (
    <Button
      size="xs"
      variant={isQuiet ? 'default' : 'filled'}
      onClick={() => authorization.renew()}
      loading={authorization.busy}
    >
      {label}
    </Button>
  );
}
