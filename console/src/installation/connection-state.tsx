import { Alert, Badge, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { IconAlertTriangle, IconCircleCheck } from '../ui/icons.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import {
  connectionMessages,
  FAILURE_WORDS,
  INSTALLATION_WORDS,
  REQUIREMENT_CHINESE,
  STATE_WORDS,
} from './connection.messages.ts';
import type { ConnectionQuery } from './generated/operations.ts';

type Installation = ConnectionQuery['installation'];

const COLOR = { CONNECTED: 'teal', FAILING: 'orange', LOST: 'red', NOT_CONNECTED: 'red' } as const;

/** Whether Qiao reaches the marketing platform, and what to do if not. */
export function ConnectionState({ installation }: { readonly installation: Installation }) {
  const words = useMessages(connectionMessages);
  const { language } = useLanguage();
  const { state } = installation.connection;
  const Icon = state === 'CONNECTED' ? IconCircleCheck : IconAlertTriangle;
  const mark = (
    <Badge tt="none" color={COLOR[state]} variant="light" leftSection={<Icon size={14} aria-hidden />}>
      {STATE_WORDS[language][state]}
    </Badge>
  );
  return (
    <Section title={words.connection} beside={mark}>
      {installation.requirements.length === 0 && <Text size="sm">{words.nothingToDo}</Text>}
      {useRequirements(installation).map((text) => (
        <Alert key={text} color={COLOR[state]} variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {text}
        </Alert>
      ))}
      <Facts facts={useFacts(installation)} />
    </Section>
  );
}

function useFacts({ site, status, createdAt, defaultTimezone, connection }: Installation): Fact[] {
  const words = useMessages(connectionMessages);
  const { language } = useLanguage();
  const { connectedAt, failingSince, userName } = connection;
  return [
    [words.site, `${site} · ${INSTALLATION_WORDS[language][status]}`],
    [words.installed, <Time key="installed" at={createdAt} />],
    ...(connectedAt ? [[words.since, <Time key="since" at={connectedAt} />] as const] : []),
    ...(failingSince ? [[words.failingSince, <Time key="failing" at={failingSince} />] as const] : []),
    ...(userName ? [[words.as, userName] as const] : []),
    [words.timezone, defaultTimezone],
  ];
}

/** What to do. Why calls fail says more than that they do. */
function useRequirements({ requirements, connection: { failingReason } }: Installation): string[] {
  const { language } = useLanguage();
  return requirements.map(({ code, message }) => {
    if (code === 'CONNECTION_FAILING' && failingReason) return FAILURE_WORDS[language][failingReason];
    return language === 'zh' ? REQUIREMENT_CHINESE[code] : message;
  });
}
