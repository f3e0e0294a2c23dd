import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { IconCheck, IconX } from '../ui/icons.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import { followerMessages } from './follower.messages.ts';
import type { FullFollower } from './full-follower.ts';

/** For each way of sending: whether a message would arrive now, how long, or why not. */
export function ReachTable({ reach }: Pick<FullFollower, 'reach'>) {
  const words = useMessages(followerMessages);
  const formats = useFormats();
  return (
    <Section title={words.reach}>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {reach.map(({ kind, possible, reason, remaining, until }) => (
          <Group component="li" key={kind} gap="sm" wrap="nowrap" align="flex-start">
            <ThemeIcon
              variant="light"
              color={possible ? 'teal' : 'gray'}
              size={24}
              role="img"
              aria-label={possible ? words.yes : words.no}
            >
              {possible ? <IconCheck size={16} /> : <IconX size={16} />}
            </ThemeIcon>
            <div>
              <Text size="sm">{words.reachKinds[kind]}</Text>
              <Text size="xs" c="dimmed">
                {reason && words.reasons[reason]}
                {possible && remaining !== null && `${words.remaining(formats.number(remaining))} · `}
                {possible && until !== null && (
                  <>
                    {words.until} <Time at={until} />
                  </>
                )}
                {possible && until === null && words.noLimit}
              </Text>
            </div>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
