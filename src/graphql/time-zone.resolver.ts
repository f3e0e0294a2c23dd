import { GraphQLTimeZone } from 'graphql-scalars';
import { Arg, Authorized, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Clock } from '../kernel/clock.ts';
import { searchTimeZones, type TimeZone, timeZones } from '../kernel/time-zones.ts';

@ObjectType('TimeZoneInfo', { description: 'A time zone as it is now.', simpleResolvers: true })
class TimeZoneInfoType implements TimeZone {
  @Field(() => GraphQLTimeZone, { description: 'Its IANA name, as inputs take it.' })
  name!: string;

  @Field(() => Int, { description: 'What its clocks are ahead of UTC now, in minutes; summer time counted.' })
  offset!: number;

  @Field(() => String, {
    description: 'For people, in English: `(UTC+08:00) Shanghai, China Standard Time`.',
  })
  label!: string;
}

@Resolver()
export class TimeZoneResolver {
  constructor(private readonly clock: Clock) {}

  @Authorized('SIGNED_IN')
  @Query(() => [TimeZoneInfoType], {
    description: 'The time zones that Qiao knows, from west to east and then by name.',
  })
  timeZones(
    @Arg('search', () => String, {
      nullable: true,
      description: 'Only those whose name has every one of these words, or parts of words, in any case.',
    })
    search: string | null,
  ): TimeZoneInfoType[] {
    return searchTimeZones(timeZones(this.clock.now()), search ?? '');
  }
}
