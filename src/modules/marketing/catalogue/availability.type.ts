import { schemaEnum } from '../../../graphql/enum.ts';

export const AvailabilityEnum = schemaEnum(
  'Availability',
  'How far what Qiao knows of something in the marketing platform can be relied on.',
  {
    AVAILABLE: 'The marketing platform has it, so far as Qiao knows.',
    STALE: 'The marketing platform does not answer: this is what it said at `asOf`.',
    GONE: 'The marketing platform has it no more: this is what it was.',
  },
);
