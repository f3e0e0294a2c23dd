import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMessages } from '../language/language.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import { ContactName } from './contact-name.tsx';
import { followerMessages } from './follower.messages.ts';
import type { FullFollower } from './full-follower.ts';
import { BindingBadge } from './state-badges.tsx';
import { followerWords } from './words.messages.ts';

interface Props {
  readonly follower: FullFollower;
  /** What can be done about it. */
  readonly children: ReactNode;
}

/** Who the follower is in the marketing platform. */
export function FollowerContact({ follower: { binding }, children }: Props) {
  const words = useMessages(followerMessages);
  const { bindingWay } = useMessages(followerWords);
  const { contact, how, since, state } = binding;
  return (
    <Section title={words.contact}>
      <Group>
        <BindingBadge state={state} />
      </Group>
      {state === 'HELD' && <Text size="sm">{words.held}</Text>}
      {state === 'CONFLICT' && <Text size="sm">{words.conflict}</Text>}
      {contact && (
        <Facts
          facts={[
            [
              words.contact,
              <>
                <ContactName contact={contact} />
                {contact.emailAddress !== null && ` (${words.contactId(contact.id)})`}
              </>,
            ],
            ...(how ? [[words.how, bindingWay[how]] as const] : []),
            ...(since ? [[words.boundSince, <Time key="since" at={since} />] as const] : []),
          ]}
        />
      )}
      {children}
    </Section>
  );
}
