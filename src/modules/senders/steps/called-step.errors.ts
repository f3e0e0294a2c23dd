/** A call about a step that no longer exists: Qiao was uninstalled, or the step belongs to an earlier install. */
export class StepIsDead extends Error {
  override readonly name = 'StepIsDead';
}
