import { Anchor, Button, Group, List, Stack, Text, ThemeIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAction } from '../../api/use-action.ts';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { IconAlertCircle, IconBulb, IconCircleCheck } from '../../ui/icons.tsx';
import { Outcome } from '../../ui/outcome.tsx';
import { Section } from '../../ui/section.tsx';
import type { Account } from '../account-context.tsx';
import { RenewCampaignDocument } from '../generated/operations.ts';
import { REQUIREMENTS_IN_CHINESE, requirementMessages } from './requirement.messages.ts';

type Requirement = Account['requirements'][number];

interface Props {
  readonly account: Account;
  readonly onAuthorize: () => void;
}

/** What the account still needs, then advice. Each item leads to what cures it. */
export function RequirementList({ account, onAuthorize }: Props) {
  const words = useMessages(requirementMessages);
  const { requirements, status } = account;
  const of = (severity: Requirement['severity']) => requirements.filter((one) => one.severity === severity);
  const groups = [
    { title: words.blocking, items: of('BLOCKING') },
    { title: words.advice, items: of('ADVICE') },
  ].filter(({ items }) => items.length > 0);
  return (
    <Section
      title={words.title}
      {...(!account.viewerCan.configure && groups.length > 0 && { hint: words.byAdministrator })}
    >
      {groups.length === 0 && (
        <Group gap="xs" wrap="nowrap" role="status">
          <IconCircleCheck
            size={20}
            color="var(--mantine-color-teal-light-color)"
            style={{ flex: 'none' }}
            aria-hidden
          />
          <Text size="sm">{status === 'ACTIVE' ? words.done : words.doneButUnauthorized}</Text>
        </Group>
      )}
      {groups.map(({ title, items }) => (
        <Stack gap="xs" key={title}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <List
            listStyleType="none"
            spacing="xs"
            m={0}
            aria-label={title}
            styles={{ itemWrapper: { width: '100%' } }}
          >
            {items.map((requirement) => (
              <List.Item key={`${requirement.code} ${requirement.path.join('.')}`}>
                <Item account={account} requirement={requirement} onAuthorize={onAuthorize} />
              </List.Item>
            ))}
          </List>
        </Stack>
      ))}
    </Section>
  );
}

function Item({ account, requirement, onAuthorize }: Props & { readonly requirement: Requirement }) {
  const { language } = useLanguage();
  const { code, message, severity } = requirement;
  const text = language === 'zh' ? REQUIREMENTS_IN_CHINESE[code] : message;
  const isBlocking = severity === 'BLOCKING';
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color={isBlocking ? 'orange' : 'blue'} size="sm" mt={1} aria-hidden>
        {isBlocking ? <IconAlertCircle size={14} /> : <IconBulb size={14} />}
      </ThemeIcon>
      <Group gap="xs" flex={1}>
        <Text size="sm">{text}</Text>
        {account.viewerCan.configure && (
          <Cure account={account} requirement={requirement} text={text} onAuthorize={onAuthorize} />
        )}
      </Group>
    </Group>
  );
}

interface CureProps extends Props {
  readonly requirement: Requirement;
  readonly text: string;
}

/** A link or button. Its name for screen readers says what it cures. */
function Cure({ account, requirement, text, onAuthorize }: CureProps) {
  const words = useMessages(requirementMessages);
  const { mutation, path } = requirement;
  if (mutation === 'authorizeAccount')
    return (
      <Button size="xs" variant="light" onClick={onAuthorize} aria-label={`${words.authorize}: ${text}`}>
        {words.authorize}
      </Button>
    );
  if (mutation === 'renewDefaultCampaign') return <Renewal accountId={account.id} />;
  return (
    <Anchor
      component={Link}
      to={`/accounts/${account.id}/settings` as '/'}
      hash={path[0] ?? 'openIdFieldId'}
      size="sm"
      aria-label={`${words.open}: ${text}`}
    >
      {words.open}
    </Anchor>
  );
}

function Renewal({ accountId }: { readonly accountId: string }) {
  const words = useMessages(requirementMessages);
  const renewal = useAction(RenewCampaignDocument, (data) => data.renewDefaultCampaign);
  return (
    <Stack gap="xs" align="flex-end">
      <Button
        size="xs"
        variant="light"
        onClick={() => void renewal.run({ accountId })}
        loading={renewal.isRunning}
      >
        {words.renew}
      </Button>
      <Outcome action={renewal} />
    </Stack>
  );
}
