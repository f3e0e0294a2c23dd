import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlatformSender } from '../../marketing/connection/marketing-platform.port.ts';
import { ContactField } from '../../marketing/fields/contact-field.entity.ts';
import type { MessageSender } from './message-sender.entity.ts';

/** The sender as the marketing platform stores it. */
export async function definitionOf(em: EntityManager, sender: MessageSender): Promise<PlatformSender> {
  const { instanceId, status, openIdField } = sender;
  if (status !== 'CONFIGURED' || openIdField === null)
    return { instanceId, requiresConfiguration: true, openIdInternalName: null };
  const field = await em.findOneOrFail(ContactField, { id: openIdField });
  return { instanceId, requiresConfiguration: false, openIdInternalName: field.internalName };
}
