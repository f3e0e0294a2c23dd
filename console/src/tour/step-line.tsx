import { Group, Text, ThemeIcon } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { IconCheck } from '../ui/icons.tsx';
import { STEP_WORDS, tourMessages } from './tour.messages.ts';
import { TOUR_STEPS, type TourStep } from './tour-steps.ts';

/** The steps of the tour; those that are done have a tick. */
export function StepLine({ step }: { readonly step: TourStep | null }) {
  const words = useMessages(tourMessages);
  const { language } = useLanguage();
  const at = step === null ? TOUR_STEPS.length : TOUR_STEPS.indexOf(step);
  return (
    <Group component="ol" gap="lg" p={0} m={0} aria-label={words.steps} style={{ listStyle: 'none' }}>
      {TOUR_STEPS.map((name, index) => {
        const isDone = index < at;
        const isNow = index === at;
        return (
          <Group component="li" key={name} gap="xs" wrap="nowrap" aria-current={isNow ? 'step' : undefined}>
            <ThemeIcon radius="xl" size={28} variant={isDone || isNow ? 'filled' : 'default'} aria-hidden>
              {isDone ? <IconCheck size={16} /> : <Text size="sm">{index + 1}</Text>}
            </ThemeIcon>
            <Text size="sm" fw={isNow ? 700 : 400}>
              {STEP_WORDS[language][name]}
              {isDone && <span className="visually-hidden"> ({words.done})</span>}
            </Text>
          </Group>
        );
      })}
    </Group>
  );
}
