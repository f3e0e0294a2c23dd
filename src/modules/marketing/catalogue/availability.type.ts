import { schemaEnum } from '../../../graphql/enum.ts';

export const AvailabilityEnum = schemaEnum(
  'Availability',
  'Whether data of the marketing platform is current.',
  {
    AVAILABLE: 'The object exists in the marketing platform, as far as Qiao knows.',
    STALE: 'The marketing platform is unreachable; this is the cached value as of `asOf`.',
    GONE: 'The marketing platform no longer has the object; this is the last known value.',
  },
);
