/** A call about a step of an installing that has ended. Nothing was stored. */
export class StepIsDead extends Error {
  override readonly name = 'StepIsDead';
}
