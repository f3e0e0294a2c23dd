import { Arg, Authorized, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Clock } from '../kernel/clock.ts';
import { searchTimeZones, type TimeZone, timeZones } from '../kernel/time-zones.ts';
import { Cost } from './cost.ts';
import { GraphQLTimeZone } from './time-zone.scalar.ts';

@ObjectType('TimeZoneInfo', {
  description: 'A time zone of the IANA database, with its current offset from UTC.',
  simpleResolvers: true,
})
class TimeZoneInfoType implements TimeZone {
  @Field(() => GraphQLTimeZone, {
    description: 'IANA name, for example `Asia/Shanghai`. Pass it to inputs of the type `TimeZone`.',
  })
  name!: string;

  @Field(() => Int, {
    description:
      'Current offset from UTC in minutes, including daylight saving time; for example 480 for `Asia/Shanghai`.',
  })
  offset!: number;

  @Field(() => String, {
    description: 'Label to display, in English, for example `(UTC+08:00) Shanghai, China Standard Time`.',
  })
  label!: string;
}

@Resolver()
export class TimeZoneResolver {
  constructor(private readonly clock: Clock) {}

  @Authorized('SIGNED_IN')
  @Cost({ points: 42 })
  @Query(() => [TimeZoneInfoType], {
    description: 'Lists the known time zones, ordered by their current offset from UTC, then by name.',
  })
  timeZones(
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Words, or parts of words, that the name must contain, in any order; for example `new york`. Not case-sensitive.',
    })
    search: string | null,
  ): TimeZoneInfoType[] {
    return searchTimeZones(timeZones(this.clock.now()), search ?? '');
  }
}
