import { Group, List, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { IconCheck, IconMinus } from '../../ui/icons.tsx';
import { Section } from '../../ui/section.tsx';
import type { Account } from '../account-context.tsx';
import { accountWords } from '../words.messages.ts';
import { capabilityReasonInChinese } from './capability-reasons.ts';
import { overviewMessages } from './overview.messages.ts';

const ICON = 18;

/** What WeChat lets the account do, and why it does not. */
export function Capabilities({ account }: { readonly account: Account }) {
  const words = useMessages(overviewMessages);
  const names = useMessages(accountWords);
  const { language } = useLanguage();
  return (
    <Section title={words.capabilities}>
      <List listStyleType="none" spacing={6} m={0}>
        {account.capabilities.map(({ kind, available, reason }) => (
          <List.Item key={kind}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              {available ? (
                <IconCheck
                  size={ICON}
                  color="var(--mantine-color-teal-light-color)"
                  role="img"
                  aria-label={words.available}
                />
              ) : (
                <IconMinus size={ICON} role="img" aria-label={words.unavailable} />
              )}
              <div>
                <Text size="sm">{names.capability[kind]}</Text>
                {reason !== null && (
                  <Text size="xs" c="dimmed">
                    {language === 'zh' ? capabilityReasonInChinese(reason) : reason}
                  </Text>
                )}
              </div>
            </Group>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
