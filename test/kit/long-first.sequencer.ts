import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first. One that began last would leave a core idle until it ends. */
const LONG = [
  'app/start.drill',
  'survival/crash-server.drill',
  'app/embedded-postgres.drill',
  'architecture/plans.drill',
  'survival/followers.drill',
  'survival/rolling-restart.drill',
  'app/interrupts.drill',
  'survival/rolling-upgrade.drill',
  'app/build.drill',
  'app/debian-postgres.drill',
  'survival/crash.drill',
  'console/accounts.drill',
  'console/pages.drill',
  'app/storms.drill',
  'console/people.drill',
  'survival/orders',
  'stories/notices',
  'survival/orders-foreign',
  'survival/marketing',
  'survival/wechat-away',
  'architecture/isolation.startup',
  'architecture/secrets',
  'modules/migrate',
];

/** Those first, then large files before small ones, as Vitest has it. */
export default class LongFirstSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place < 0 ? LONG.length : place;
}
