import type { PlatformSender } from '../../modules/marketing/connection/marketing-platform.port.ts';

/** A sender step as Eloqua keeps it. */
export interface StepDefinition {
  /** What the step gives of each contact. */
  readonly recordDefinition: Readonly<Record<string, string>>;
  readonly requiresConfiguration: boolean;
}

export const definitionOf = ({
  requiresConfiguration,
  openIdInternalName,
}: PlatformSender): StepDefinition => ({
  recordDefinition: {
    ContactId: '{{Contact.Id}}',
    Email: '{{Contact.Field(C_EmailAddress)}}',
    ...(openIdInternalName === null ? {} : { OpenId: `{{Contact.Field(${openIdInternalName})}}` }),
  },
  requiresConfiguration,
});
