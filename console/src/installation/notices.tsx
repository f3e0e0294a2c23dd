import { Alert, Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import { NoticesDocument, type NoticesQuery } from './generated/operations.ts';
import { NoticeRecipients } from './notice-recipients.tsx';
import { NOTICE_WORDS, noticeMessages } from './notices.messages.ts';

type Notice = NoticesQuery['installation']['notices']['edges'][number]['node'];

/** What needs attention now, and who is told of it by mail. For administrators. */
export function Notices() {
  const words = useMessages(noticeMessages);
  const [{ data, error }, again] = useQuery({
    query: NoticesDocument,
    requestPolicy: 'cache-and-network',
  });
  const { notices, noticeSettings: settings } = data?.installation ?? {};
  const open = notices?.edges.map(({ node }) => node).filter(({ solvedAt }) => solvedAt === null);
  return (
    <Section title={words.title} hint={words.hint}>
      {error && !data && <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {settings && !settings.isMailConfigured && (
        <Alert color="orange" variant="light">
          {words.notConfigured}
        </Alert>
      )}
      {open && (
        <div>
          <Text size="sm" fw={600}>
            {words.open}
          </Text>
          {open.length === 0 ? (
            <Text size="sm">{words.nothingOpen}</Text>
          ) : (
            <List size="sm" aria-label={words.open}>
              {open.map((notice) => (
                <List.Item key={notice.id}>
                  <Line notice={notice} />
                </List.Item>
              ))}
            </List>
          )}
        </div>
      )}
      {settings && <NoticeRecipients settings={settings} />}
    </Section>
  );
}

function Line({ notice: { kind, openedAt, mailedAt, officialAccount } }: { readonly notice: Notice }) {
  const words = useMessages(noticeMessages);
  const { language } = useLanguage();
  return (
    <Text size="sm" component="span" style={{ overflowWrap: 'anywhere' }}>
      {officialAccount && (
        <>
          <Anchor
            component={Link}
            to="/accounts/$accountId"
            params={{ accountId: officialAccount.id } as never}
          >
            {officialAccount.displayName}
          </Anchor>{' '}
        </>
      )}
      {NOTICE_WORDS[language][kind]} · {words.since} <Time at={openedAt} /> ·{' '}
      {mailedAt ? (
        <>
          {words.told} <Time at={mailedAt} />
        </>
      ) : (
        words.notTold
      )}
    </Text>
  );
}
