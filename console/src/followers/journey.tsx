import { Group, Text, Timeline } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import { followerMessages } from './follower.messages.ts';
import type { BindingState, JourneyStepName } from './generated/operations.ts';

interface Props {
  readonly steps: readonly {
    readonly step: JourneyStepName;
    readonly at: string;
    readonly milliseconds: number | null;
  }[];
  readonly state: BindingState;
}

/** A step that took longer shows its time instead. */
const SOON_MS = 60_000;

/** From the phone to the contact, with the milliseconds of each step. */
export function Journey({ steps, state }: Props) {
  const words = useMessages(followerMessages);
  const formats = useFormats();
  const [first] = steps;
  const last = steps.at(-1);
  const isThere = last?.step === 'DELIVERED';
  const waits = first !== undefined && !isThere && state !== 'BOUND';
  return (
    <Section title={words.journey} hint={words.journeyHint}>
      {steps.length === 0 && <Text size="sm">{words.noJourney}</Text>}
      {first && (
        <Timeline active={steps.length - 1} bulletSize={16} lineWidth={2}>
          {steps.map(({ step, at, milliseconds }) => (
            <Timeline.Item key={step} title={<Text size="sm">{words.steps[step]}</Text>}>
              <Group gap="xs" className="tabular">
                {(milliseconds === null || milliseconds > SOON_MS) && (
                  <Text size="xs" c="dimmed">
                    <Time at={at} />
                  </Text>
                )}
                {milliseconds !== null && milliseconds <= SOON_MS && (
                  <Text size="xs" fw={600}>
                    {words.ms(formats.number(milliseconds))}
                  </Text>
                )}
              </Group>
            </Timeline.Item>
          ))}
          {waits && (
            <Timeline.Item title={<Text size="sm">{words.waitsForContact}</Text>} lineVariant="dashed" />
          )}
        </Timeline>
      )}
      {first && last && isThere && Date.parse(last.at) - Date.parse(first.at) <= SOON_MS && (
        <Text size="sm" fw={600} className="tabular">
          {words.total(formats.number(Date.parse(last.at) - Date.parse(first.at)))}
        </Text>
      )}
    </Section>
  );
}
