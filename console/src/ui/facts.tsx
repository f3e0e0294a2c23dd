import { Box, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type Fact = readonly [name: string, value: ReactNode];

interface Props {
  readonly facts: readonly Fact[];
  /** Room for long names, in pixels. */
  readonly nameWidth?: number;
}

/** Names and values, one below the other on a phone. */
export function Facts({ facts, nameWidth = 150 }: Props) {
  return (
    <Stack component="dl" gap={6} m={0}>
      {facts.map(([name, value]) => (
        <Box key={name} style={{ display: 'flex', flexWrap: 'wrap', columnGap: 12 }}>
          <Text component="dt" size="sm" c="dimmed" w={{ base: 112, sm: nameWidth }}>
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} style={{ flex: '1 1 150px', overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        </Box>
      ))}
    </Stack>
  );
}
