/** From the phone to the contact. */
export const JOURNEY_STEPS = ['RECEIVED', 'STORED', 'PROCESSED', 'BOUND', 'DELIVERED'] as const;
export type JourneyStepName = (typeof JOURNEY_STEPS)[number];

export interface JourneyStep {
  readonly step: JourneyStepName;
  readonly at: Date;
  /** Since the step before; null for the first. */
  readonly milliseconds: number | null;
}

/** When an activity was where; null: it was not, or is not yet, or it is not known. */
export interface Stops {
  readonly receivedAt: Date | null;
  readonly storedAt: Date | null;
  readonly bookedAt: Date | null;
  /** When the follower was bound. It is a step unless that was before. */
  readonly boundAt: Date | null;
  readonly deliveredAt: Date | null;
}

/** Steps are measured by the clocks of several machines: none takes less than no time. */
export function journeyOf({ receivedAt, storedAt, bookedAt, boundAt, deliveredAt }: Stops): JourneyStep[] {
  const begun = receivedAt ?? bookedAt;
  const boundOnTheWay = boundAt && begun && boundAt >= begun ? boundAt : null;
  const times = [receivedAt, storedAt, bookedAt, boundOnTheWay, deliveredAt];
  const steps: JourneyStep[] = [];
  for (const [index, step] of JOURNEY_STEPS.entries()) {
    const at = times[index];
    if (!at) continue;
    const before = steps.at(-1)?.at;
    const milliseconds = before ? Math.max(0, at.getTime() - before.getTime()) : null;
    steps.push({ step, at, milliseconds });
  }
  return steps;
}
