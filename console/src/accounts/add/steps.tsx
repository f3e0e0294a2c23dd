import { Stepper } from '@mantine/core';
import { useMessages } from '../../language/language.tsx';
import { IconClock } from '../../ui/icons.tsx';
import { addMessages } from './add.messages.ts';

const ORDER = ['START', 'AUTHORIZE', 'SETTINGS'] as const;
export type StepName = (typeof ORDER)[number];

interface Props {
  readonly at: StepName;
  /** The person went on before the administrator confirmed. */
  readonly isWaiting?: boolean;
  /** Left out: the person cannot go to other steps yet. */
  readonly onChoose?: (step: StepName) => void;
}

/** Where the person is in adding an account. What was added stays, so nobody goes back to the start. */
export function Steps({ at, onChoose, isWaiting = false }: Props) {
  const words = useMessages(addMessages);
  const labels: Readonly<Record<StepName, string>> = {
    START: words.start,
    AUTHORIZE: words.authorize,
    SETTINGS: words.settings,
  };
  return (
    <Stepper
      active={ORDER.indexOf(at)}
      onStepClick={(index) => {
        const step = ORDER[index];
        if (step && step !== 'START') onChoose?.(step);
      }}
      size="xs"
      iconSize={28}
      wrap={false}
      maw={620}
      aria-label={words.steps}
    >
      {ORDER.map((step) => (
        <Stepper.Step
          key={step}
          label={labels[step]}
          {...(step === 'AUTHORIZE' && isWaiting && { completedIcon: <IconClock size={18} /> })}
          allowStepSelect={onChoose !== undefined && step !== 'START'}
          aria-current={step === at ? 'step' : undefined}
        />
      ))}
    </Stepper>
  );
}
