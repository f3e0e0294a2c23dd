import { Group, Text } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { activityMessages } from './activity.messages.ts';
import { COLORS } from './day.ts';

/** What the bars of the chart mean, in the form that they have there. */
export function Legend() {
  const words = useMessages(activityMessages).chart;
  return (
    <Group gap="md">
      {(['follows', 'bound', 'unfollows'] as const).map((name) => (
        <Group key={name} gap={6} wrap="nowrap">
          <svg width={12} height={14} aria-hidden>
            <line
              x1={0}
              x2={12}
              y1={name === 'unfollows' ? 2 : 12}
              y2={name === 'unfollows' ? 2 : 12}
              stroke="currentColor"
            />
            <rect
              x={name === 'bound' ? 5 : 3}
              y={2}
              width={name === 'bound' ? 3 : 6}
              height={10}
              fill={COLORS[name]}
            />
          </svg>
          <Text size="sm">{words[name]}</Text>
        </Group>
      ))}
    </Group>
  );
}
