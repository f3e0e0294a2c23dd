import { Center, Loader } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { uiMessages } from './ui.messages.ts';

/** Fills the place of a page that is on its way. */
export function PageLoader() {
  const words = useMessages(uiMessages);
  return (
    <Center mih={320}>
      <Loader aria-label={words.loading} role="status" />
    </Center>
  );
}
