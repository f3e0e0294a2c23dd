import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Explains what comes here, and the first step. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** In a part of a page that has a border itself. */
  readonly isInside?: boolean;
}

/** What a list shows that has nothing yet. */
export function Empty({ title, children, action, isInside = false }: Props) {
  return (
    <Paper withBorder={!isInside} p={isInside ? 'md' : 'xl'} radius="md">
      <Stack align="center" gap="sm" ta="center">
        <Title order={isInside ? 3 : 2} size={isInside ? 'h5' : 'h4'}>
          {title}
        </Title>
        <Text c="dimmed" size={isInside ? 'sm' : 'md'} maw={520}>
          {children}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
