import { expect, test } from 'vitest';
import { capabilityReasonInChinese } from '../../console/src/accounts/overview/capability-reasons.ts';
import {
  type CapabilityFacts,
  capabilitiesOf,
} from '../../src/modules/accounts/connecting/capability.rules.ts';

const ABLE: CapabilityFacts = {
  ...{ authorized: true, accountType: 'SERVICE', verified: true, openPlatformBinding: 'BOUND' },
  permissionSets: [1, 2, 3, 4, 7, 15],
};

test('the console has each reason why WeChat does not allow something in Chinese', () => {
  const facts: CapabilityFacts[] = [
    { ...ABLE, accountType: 'SUBSCRIPTION' },
    { ...ABLE, authorized: false },
    { ...ABLE, verified: false },
    { ...ABLE, permissionSets: [] },
    { ...ABLE, openPlatformBinding: 'NOT_BOUND' },
  ];
  const reasons = new Set(
    facts.flatMap((each) => capabilitiesOf(each).flatMap(({ reason }) => reason ?? [])),
  );
  expect(reasons.size).toBeGreaterThan(facts.length);
  for (const reason of reasons) expect(capabilityReasonInChinese(reason)).not.toMatch(/[a-z]{3}/);
});
