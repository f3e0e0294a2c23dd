import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  readonly hint?: ReactNode;
  /** At the right of the title. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, with its heading. */
export function Section({ title, hint, beside, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" withBorder p={{ base: 'md', sm: 'lg' }} miw={0} aria-labelledby={id}>
      <Stack gap="md">
        <Group justify="space-between" align={hint ? 'flex-start' : 'center'} gap="sm">
          <div>
            <Title order={2} size="h4" id={id}>
              {title}
            </Title>
            {hint && (
              <Text c="dimmed" size="sm" maw={680}>
                {hint}
              </Text>
            )}
          </div>
          {beside && <Group gap="sm">{beside}</Group>}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
