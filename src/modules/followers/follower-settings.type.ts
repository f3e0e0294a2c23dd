import { Field, ObjectType } from 'type-graphql';
import type { FollowerSettingsView } from './follower-settings.service.ts';

@ObjectType('FollowerSettings', {
  description: 'What an official account keeps of its followers.',
  simpleResolvers: true,
})
export class FollowerSettingsType implements FollowerSettingsView {
  @Field(() => Boolean, {
    description:
      "True if the places that followers' phones report are kept, as activities of the kind LOCATION. False by default.",
  })
  location!: boolean;
}
