import { Box, Group, Text, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconArrowDown } from '../ui/icons.tsx';

interface Props {
  readonly title: string;
  /** The person has something to do here, or to see. */
  readonly isActive: boolean;
  readonly children: ReactNode;
}

/** One of the three worlds of the tour. The active one has a frame and an arrow. */
export function Pane({ title, isActive, children }: Props) {
  return (
    <Box
      component="section"
      aria-label={title}
      style={{
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
        height: 'max(560px, calc(100dvh - 260px))',
        overflow: 'hidden',
        borderRadius: 'var(--mantine-radius-md)',
        outline: isActive
          ? '3px solid var(--mantine-primary-color-filled)'
          : '1px solid var(--mantine-color-default-border)',
      }}
    >
      <Group h={44} px="md" justify="space-between" style={{ flex: 'none' }}>
        <Text fw={600}>{title}</Text>
        {isActive && (
          <ThemeIcon radius="xl" size={28} aria-hidden>
            <IconArrowDown size={18} />
          </ThemeIcon>
        )}
      </Group>
      {children}
    </Box>
  );
}

/** A page of the sandbox in a pane. */
export function SandboxFrame({ title, src }: { readonly title: string; readonly src: string }) {
  return (
    <iframe
      title={title}
      src={src}
      allow="clipboard-write"
      style={{ flex: 1, width: '100%', border: 0, colorScheme: 'light', background: '#fff' }}
    />
  );
}
