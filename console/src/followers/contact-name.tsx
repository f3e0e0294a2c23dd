import { Text } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { followerWords } from './words.messages.ts';

interface Props {
  readonly contact: { readonly id: string; readonly emailAddress: string | null };
}

/** A contact of the marketing platform by its e-mail address, or by its ID where there is none. */
export function ContactName({ contact: { id, emailAddress } }: Props) {
  const words = useMessages(followerWords);
  return (
    <Text size="sm" span style={{ overflowWrap: 'anywhere' }}>
      {emailAddress ?? words.contact(id)}
    </Text>
  );
}
